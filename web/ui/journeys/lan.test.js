// A classroom reaches the server by the machine's address in the network: plain http by another name than localhost,
// which browsers give no clipboard, no crypto.subtle, no service worker. All must work there.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc, phone } from './people.js'
import { story } from './story.js'

const name = 'lan.test'
let house, chromium, p, door

before(async () => {
  house = await House.open({ demo: true })
  const instructor = await Instructor.enter(house)
  await instructor.clock(house.code, false)
  chromium = await browser(`--host-resolver-rules=MAP ${name} 127.0.0.1`)
  door = house.door.replace('localhost', name)
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()

step('a student enters by the address of the network', async () => {
  p = await Person.sit(chromium, { name: '孙局域', screen: phone, lang: 'zh' })
  await p.enter(door)
  assert.equal(new URL(p.page.url()).hostname, name)
  assert.equal(
    await p.page.evaluate(() => isSecureContext || 'clipboard' in navigator || !!crypto.subtle),
    false,
    'this is no secure context',
  )
})

step('decisions, days and quotes come through', async () => {
  const [good] = (await p.call('/api/desk')).catalogue.goods
  const [supplier] = good.suppliers
  await p.decide({ purchase: { good: good.id, supplier: supplier.id, quantity: supplier.moq } })
  assert.equal((await p.shop()).purchases.length, 1)
})

step('every room opens without a complaint', async () => {
  for (const room of ['sourcing', 'listings', 'orders', 'customs', 'finance', 'board', 'desk']) await p.go(room)
  p.quiet('the rooms')
})

step('a table can be taken along', async () => {
  await p.go('board')
  const file = p.page.waitForEvent('download')
  await p.$('[data-action=csv]:visible').first().click()
  assert.match((await file).suggestedFilename(), /\.csv$/)
  p.quiet('the download')
})

step('the instructor logs in and sees the class', async () => {
  const i = await Person.sit(chromium, { name: '老师', screen: pc, lang: 'zh' })
  await i.page.goto(`http://${name}:${house.port}/bridge`)
  await i.$('[name=password]').fill(Instructor.password)
  await i.page.keyboard.press('Enter')
  await i.page.getByText(house.code).first().waitFor()
  i.quiet('the bridge')
})
