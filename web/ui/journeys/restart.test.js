// The classroom's power fails: the server dies without a word and comes back. Desks come back by themselves, and every
// decision that was confirmed is there.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, phone } from './people.js'
import { story } from './story.js'

let house, instructor, chromium, p, good

before(async () => {
  house = await House.open({ demo: true })
  instructor = await Instructor.enter(house)
  await instructor.clock(house.code, false)
  chromium = await browser()
  p = await Person.sit(chromium, { name: '赵断电', screen: phone, lang: 'zh' })
  await p.enter(house.door)
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()
/** cut is the desk's word that the class cannot be reached. */
const cut = () => p.$('[data-room] [role=status]').filter({ hasText: '重连' })
const bought = async () => (await p.shop()).purchases.length
async function buy() {
  const { catalogue } = await p.call('/api/desk')
  good = catalogue.goods[0]
  await p.decide({ purchase: { good: good.id, supplier: good.suppliers[0].id, quantity: good.suppliers[0].moq } })
}

step('a decision is confirmed', async () => {
  await buy()
  assert.equal(await bought(), 1)
  p.before = await p.shop()
})

step('the other rooms are there before they are needed', async () => {
  await p.until('the rooms are fetched', () =>
    p.page.evaluate(() =>
      performance.getEntriesByType('resource').some((e) => e.name.endsWith('/Sourcing.js') && e.responseEnd > 0),
    ),
  )
  await p.page.evaluate(() => import('/assets/Sourcing.js')) // with all that it needs
  await p.until('and their looks', () =>
    p.page.evaluate(() => [...document.querySelectorAll('link[rel=stylesheet]')].every((l) => l.sheet)),
  )
})

step('the server dies; the desk says so and keeps what it shows', async () => {
  await house.crash()
  await cut().waitFor()
  assert.equal(await p.$('[data-room]').getAttribute('data-room'), 'desk')
  await p.snap('restart-1-cut')
})

step('a decision made meanwhile is refused in words, not lost in silence', async () => {
  await p.go('sourcing')
  const card = p.$(`[data-good="${good.id}"]`)
  if ((await card.locator('[data-action=buy]').count()) === 0) await card.locator('button[aria-expanded]').click()
  await card.locator('[data-action=buy]').first().click()
  await p.$('[data-action=confirm]:visible').click()
  await p.page.getByText('连不上服务器').first().waitFor()
  await p.snap('restart-2-refused')
})

step('the server comes back, and so does the desk, by itself', async () => {
  house = await house.again()
  await cut().waitFor({ state: 'detached' })
  const now = await p.shop()
  assert.deepEqual(now.purchases, p.before.purchases)
  assert.deepEqual(now.wallets, p.before.wallets)
})

step('deciding goes on', async () => {
  await buy()
  assert.equal(await bought(), 2)
})

step('a reload finds the same seat', async () => {
  await p.page.reload()
  await p.$('[data-room]').waitFor()
  const now = await p.shop()
  assert.equal(now.name, p.name)
  assert.equal(now.purchases.length, 2)
})

step('another device takes the seat with the PIN', async () => {
  const { pin } = await p.call('/api/desk')
  const q = await Person.sit(chromium, { name: p.name, screen: phone, lang: 'zh' })
  await q.page.goto(house.door)
  await q.$('[name=name]').fill(p.name)
  await q.$('[data-action=enter]').click()
  await q.$('[name=pin]').waitFor()
  await q.$('[name=pin]').fill(pin)
  await q.$('[data-action=enter]').click()
  await q.page.waitForURL('**/desk*')
  await q.$('[data-room]').waitFor()
  assert.equal((await q.shop()).purchases.length, 2)
})
