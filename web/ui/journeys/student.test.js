// A student's lesson, from the printed door to money converted: four of them in the demo class, in both languages, at
// the computer room's PC and on a phone. The instructor lets the days pass.
import assert from 'node:assert/strict'
import { Lesson } from './lesson.js'
import { pc, phone } from './people.js'

/** What each one sells: an own good, so that they do not take each other's buyers. */
const plans = [
  { name: '李明', lang: 'zh', screen: pc },
  { name: '王芳', lang: 'zh', screen: phone },
  { name: 'Anna', lang: 'en', screen: pc, keyboard: true },
  { name: 'Ben', lang: 'en', screen: phone },
]
const pieces = 120
/** The most days that something may take which the luck of the demo class decides. */
const patience = 30

const lesson = new Lesson(plans)
const { step } = lesson
let catalogue
const orders = (p) => p.call('/api/orders?limit=500')
const days = (what, has) => lesson.days(patience, what, has)

lesson.each('the printed door leads to an own desk, with a name and no account', async (p) => {
  await p.page.goto(lesson.house.door)
  await p.speak()
  assert.equal(await p.$('[name=code]').inputValue(), lesson.code)
  await p.look('01-door')
  await p.enter(lesson.door)
  const desk = await p.call('/api/desk')
  catalogue = desk.catalogue
  p.good = catalogue.goods[lesson.people.indexOf(p)]
  assert.match(desk.pin, /^\d{4}$/)
  await p.look('02-desk')
})

lesson.each('buys goods, and sees first what they come to', async (p) => {
  await p.go('sourcing')
  const card = p.$(`[data-good="${p.good.id}"]`)
  if ((await card.locator('[data-action=buy]').count()) === 0) await card.locator('button[aria-expanded]').click()
  const supplier = p.good.suppliers[0]
  p.quantity = Math.max(supplier.moq, pieces)
  await card.locator('[name=quantity]').first().fill(String(p.quantity))
  const unit = supplier.tiers.findLast((t) => p.quantity >= t.from).unit
  const cost = card.locator('[data-figure=cost]').first()
  assert.equal(Number(await cost.getAttribute('data-minor')), unit * p.quantity)
  assert.equal(p.minor(await cost.innerText()), unit * p.quantity, 'the figure that people read')
  await p.look('03-sourcing')
  await card.locator('[data-action=buy]').first().click()
  await p.look('04-confirm-purchase')
  await p.shown('[data-action=confirm]').click()
  await p.until('the purchase is placed', async () =>
    (await p.shop()).purchases.some((x) => x.cost === unit * p.quantity && x.state === 'placed'),
  )
})

lesson.each('takes a purchase back on the day it was placed', async (p) => {
  const before = p.bank(await p.books())
  const card = p.$(`[data-good="${p.good.id}"]`)
  await card.locator('[data-action=buy]').first().click()
  await p.shown('[data-action=confirm]').click()
  await p.until('the second purchase is paid', async () => p.bank(await p.books()) < before)
  await p.$('[data-action=undo]:visible').last().click()
  await p.until('the money is back', async () => p.bank(await p.books()) === before)
})

step('the goods arrive', async () => {
  await days('goods received', async (p) => (await p.shop()).stock.some((s) => s.good === p.good.id && s.quantity >= p.quantity))
})

lesson.each('publishes a listing, having read what it leaves', async (p) => {
  await p.go('listings')
  if (p.keyboard) {
    await p.tabTo('[data-action=new-listing]')
    await p.page.keyboard.press('Enter')
  } else await p.shown('[data-action=new-listing]').click()
  const form = p.$('form:visible').filter({ has: p.$('[name=price]') })
  await form.waitFor()
  const market = catalogue.marketplaces[0]
  const price = Math.round((market.references[p.good.category].minor * 0.93) / 10) * 10
  if (p.keyboard) {
    await p.choose('form [name=good]', p.good.id)
    await p.tabTo('form [name=price]')
    await p.page.keyboard.press('Control+A')
    await p.page.keyboard.type((price / 100).toFixed(2))
  } else {
    await form.locator('[name=good]').selectOption(p.good.id)
    await form.locator('[name=marketplace]').selectOption(market.id)
    await form.locator('[name=price]').fill((price / 100).toFixed(2))
  }
  const service = await form.locator('[name=service]:checked').inputValue()
  const promise = Number(await form.locator('[name=promise]').inputValue())
  p.listing = { good: p.good.id, marketplace: market.id, service, price, promise }
  const quote = await p.call('/api/quote', p.listing)
  const figures = {
    landed: quote.landed,
    'unit-profit': quote.profit,
    goods: quote.unit_cost,
    vat: quote.vat,
    commission: quote.commission,
    postage: quote.postage,
    border: quote.border,
  }
  await p.until(
    'the quote is for this price',
    async () =>
      (await p.figure('landed', 'form')).minor === quote.landed && (await p.figure('unit-profit', 'form')).minor === quote.profit,
  )
  for (const [id, minor] of Object.entries(figures)) {
    const f = await p.figure(id, 'form')
    assert.equal(Math.abs(f.minor), Math.abs(minor), `${id} is the engine's`)
    assert.equal(Math.abs(p.minor(f.text)), Math.abs(minor), `${id} as people read it: ${f.text}`)
  }
  await p.look('05-publish')
  if (p.keyboard) {
    await p.tabTo('[data-action=publish]')
    await p.page.keyboard.press('Enter')
  } else await p.shown('[data-action=publish]').click()
  await p.shown('[data-listing]').waitFor()
  await p.look('06-listings')
})

step('buyers order', async () => {
  await days('an order', async (p) => (await orders(p)).length > 0)
})

lesson.each('sees the order and waits for its dispatch', async (p) => {
  await p.go('orders')
  const [first] = (await orders(p)).slice(-1)
  await p.shown(`[data-order="${first.number}"]`).waitFor()
  p.order = first.number
  await p.look('07-first-order')
})

step('the parcels leave', async () => {
  await days('a parcel under way', async (p) => (await orders(p)).some((o) => o.status === 'in_transit'))
})

lesson.each('sees the parcel move on the route diagram', async (p) => {
  await p.go('orders')
  await p.shown('[data-room=orders] canvas[data-moving]:not([data-moving="0"])').waitFor()
  await p.look('08-route')
})

lesson.each('reads the calculation of the border', async (p) => {
  await p.go('customs')
  const quote = await p.call('/api/quote', p.listing)
  for (const line of quote.lines) {
    const row = p.shown(`[data-rule="${line.rule}"]`)
    await row.waitFor()
    const amount = row.locator('[data-minor]').first()
    assert.equal(Number(await amount.getAttribute('data-minor')), line.amount.minor, line.rule)
    assert.equal(p.minor(await amount.innerText()), line.amount.minor, line.rule)
  }
  assert.ok(quote.lines.length > 0)
  await p.look('09-customs')
})

step('the first orders are delivered', async () => {
  await days('a delivered order', async (p) => (await orders(p)).some((o) => o.status === 'delivered'))
})

lesson.each('follows the delivered order through its whole life', async (p) => {
  await p.go('orders')
  const done = (await orders(p)).findLast((o) => o.status === 'delivered')
  await p.shown('[data-filter=delivered]').click()
  await p.shown(`[data-order="${done.number}"] [data-status=delivered]`).waitFor()
  await p.shown(`[data-order="${done.number}"] [data-action=open-order]`).click()
  const sheet = `[data-order-life="${done.number}"]`
  await p.shown(sheet).waitFor()
  const life = await p.call('/api/order?number=' + done.number)
  const steps = await p.$(`${sheet} [data-step]`).evaluateAll((all) => all.map((e) => e.dataset.step))
  assert.deepEqual(
    steps,
    life.steps.map((s) => s.kind),
  )
  for (const kind of ['paid', 'handed_over', 'departed', 'cleared', 'delivered']) assert.ok(steps.includes(kind), kind)
  assert.equal((await p.figure('unit-profit', sheet)).minor, life.account.profit)
  await p.look('10-order-life')
  await p.page.keyboard.press('Escape')
  await p.$(sheet).waitFor({ state: 'detached' })
})

step('buyers review, marketplaces pay out', async () => {
  await days('a review', async (p) => (await orders(p)).some((o) => o.stars))
  await days('a payout', async (p) => p.foreign(await p.books()).length > 0)
})

lesson.each('sees the review and the money', async (p) => {
  await p.go('listings')
  await p.look('11-reviews')
  await p.go('finance')
  await p.shown('[data-tab=statements]').click()
  await p.shown('[data-figure=result]').waitFor()
  await p.look('12-statements')
  await p.shown('[data-tab=accounts]').click()
  await p.shown('[data-action=convert]').waitFor()
  await p.look('12-finance')
})

lesson.each('converts the euros', async (p) => {
  const [euro] = p.foreign(await p.books())
  await p.shown('[data-action=convert]').click()
  const sure = p.$('[data-action=confirm]:visible')
  await p.until(
    'the conversion is made or asked about',
    async () => (await sure.count()) > 0 || p.foreign(await p.books()).length === 0,
  )
  if (await sure.count()) await sure.first().click()
  await p.until(
    'the euros are converted',
    async () => !p.foreign(await p.books()).some((b) => b.currency === euro.currency && b.minor >= euro.minor),
  )
  await p.look('13-converted')
})

lesson.each('sees where the shop stands', async (p) => {
  await p.go('board')
  await p.shown('[data-room=board] tr.mine').waitFor()
  await p.look('14-board')
  await p.go('desk')
  await p.look('15-desk')
  p.quiet('the whole lesson')
})
