// A border closes in mid-run: the instructor lets it happen, a student with stock on the train sees the news, reads the plan
// again, sends the consignment round, and keeps stock with a reorder point.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc, phone, wall } from './people.js'
import { story } from './story.js'

let house, instructor, chromium, bridge, p, onlooker, screen, code

before(async () => {
  house = await House.open({ demo: true })
  instructor = await Instructor.enter(house)
  await instructor.clock(house.code, false)
  code = house.code
  chromium = await browser()
  p = await Person.sit(chromium, { name: '陈物流', screen: pc, lang: 'zh' })
  onlooker = await Person.sit(chromium, { name: 'Wang', screen: phone, lang: 'en' })
  bridge = await Person.sit(chromium, { name: '刘老师', screen: pc, lang: 'zh' })
  screen = await Person.sit(chromium, { name: 'wall', screen: wall, lang: 'zh' })
  await p.enter(house.door)
  await onlooker.enter(house.door)
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()
const good = 'synthetic-wig'
const tab = (person, id) => person.$(`[data-tab=${id}]`).click()
const consignment = async () => (await p.shop()).consignments[0]

step('buys stock and compares the ways to send it', async () => {
  await p.decide({ purchase: { good, supplier: 'plant', quantity: 200 } })
  await instructor.until(code, 20, 'goods received', async () => (await p.shop()).stock.length > 0)
  await p.go('sourcing')
  await tab(p, 'consign')
  await p.$('[data-freight=rail-ham] [data-action=consign]').waitFor()
  await p.look('logistics-01-plan')
  await p.$('[data-freight=rail-ham] [data-action=consign]').click()
  await p.$('[name=insured]').check()
  await p.look('logistics-02-insure')
  await p.$('[data-action=confirm]').click()
  await p.$('[data-status=booked]').waitFor()
})

step('the instructor closes the border', async () => {
  await bridge.page.goto(house.origin + '/bridge')
  await bridge.speak()
  await bridge.$('[name=password]').fill(Instructor.password)
  await bridge.$('[data-action=enter]').click()
  await bridge.$(`[data-class=${code}]`).click()
  await bridge.$('[data-action=shocks]').click()
  await bridge.$('[data-shock=border-closed] [data-action=throw]').waitFor()
  await bridge.look('logistics-03-shocks')
  await bridge.$('[data-shock=border-closed] [data-action=throw]').click()
  await bridge.$('[data-shock=border-closed] [data-action=lift]').waitFor()
})

step('every desk has the news, and the plan warns', async () => {
  await onlooker.$('[data-shock=border-closed]').waitFor()
  await onlooker.look('logistics-04-news')
  await p.$('[data-shock=border-closed][data-state=told]').waitFor()
  await p.$('[data-freight=rail-ham] .note').waitFor()
  await p.look('logistics-05-warned')
})

step('the train stands, and the consignment is sent round at a cost', async () => {
  await instructor.until(code, 12, 'the consignment waits', async () => (await consignment()).state === 'waiting')
  const before = await consignment()
  await p.$('[data-action=reroute]').waitFor()
  await p.$('[data-action=reroute]').click()
  await p.look('logistics-06-reroute')
  await p.$('[data-action=confirm]').click()
  await p.until('it goes round', async () => (await consignment()).state === 'under_way')
  const after = await consignment()
  assert.equal(after.value, before.value + before.detour.cost, 'what the detour costs is part of the goods’ cost')
  await p.quiet('rerouted')
})

step('the wall shows what the closure does to the class, in the figures of the bridge', async () => {
  await instructor.step(code) // what the class decided is told with the day
  await screen.page.goto(`${house.origin}/screen?class=${code}`)
  await screen.$('[data-effect=border-closed][data-state=on]').waitFor()
  const effect = (x, id) => x.$(`[data-effect=border-closed] [data-figure=${id}]`).innerText()
  for (const id of ['waiting', 'waited', 'pieces', 'moved', 'cost'])
    await screen.until(`${id} is the same on both`, async () => (await effect(bridge, id)) === (await effect(screen, id)))
  assert.ok(Number(await effect(screen, 'moved')) > 0, 'what goes round is counted')
  assert.ok((await screen.figure('cost', '[data-effect=border-closed]')).minor > 0, 'and costs something')
  assert.ok((await screen.$('[data-shut]').count()) > 0, 'closed lines are struck out')
  await screen.look('logistics-07-wall')
  const small = await screen.page.evaluate(() =>
    [...document.querySelectorAll('.over text, .panel.shock dd, .panel.shock dt')].filter(
      (e) => (parseFloat(getComputedStyle(e).fontSize) * 100) / innerHeight < 2,
    ),
  )
  assert.equal(small.length, 0, 'what is written on the wall is at least a fiftieth of its height')
})

step('keeps stock with a reorder point, and destroys what nobody buys', async () => {
  await tab(p, 'stock')
  await p.$('[data-action=reorder]').first().click()
  await p.$('[name=point]').fill('250')
  await p.$('[name=quantity]').fill('10')
  await p.$('[data-action=confirm]').click()
  await p.$('.wrong').waitFor() // below the MOQ
  p.faults.length = 0 // the refusal is in the browser's console as well
  await p.$('[name=quantity]').fill('60')
  await p.look('logistics-08-point')
  await p.$('[data-action=confirm]').click()
  await p.$('[data-proposal] [data-action=restock]').waitFor()
  await p.look('logistics-09-stock')
  const cash = (await p.shop()).wallets[0].minor
  await p.$('[data-proposal] [data-action=restock]').click()
  await p.look('logistics-09-restock')
  await p.$('dialog [data-action=confirm]').click()
  await p.until('it is bought', async () => (await p.shop()).wallets[0].minor < cash)
  await p.$('[data-action=dispose]').first().click()
  await p.$('[name=quantity]').fill('5')
  await p.$('[data-action=confirm]').click()
  await p.until(
    'they are gone',
    async () => (await p.shop()).stock.find((s) => s.good === good && s.place === 'home').quantity === 95,
  )
  await p.quiet('disposed')
})

step('the bridge tells what waited and what it cost; the border opens again', async () => {
  await bridge.look('logistics-10-told')
  await bridge.$('[data-shock=border-closed] [data-action=lift]').click()
  await bridge.$('[data-shock=border-closed] [data-action=throw]').waitFor()
  await instructor.step(code)
  await p.until('the news is over', async () => (await p.$('[data-shock=border-closed]').count()) === 0)
})
