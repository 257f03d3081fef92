// A shop that does not sell on a market like the real ones, from the funnel to the fix and the first order: in both languages,
// at the computer room's PC and on a phone. Then an ad, the page that shoppers see, and a buyer's question answered.
import assert from 'node:assert/strict'
import { Lesson } from './lesson.js'
import { pc, phone } from './people.js'

/** Each sells a good of the own that others sell too, far too dear at first and promised too soon. */
const plans = [
  { name: '李搜', lang: 'zh', screen: pc },
  { name: '王推', lang: 'zh', screen: phone },
  { name: 'Ada', lang: 'en', screen: pc, keyboard: true },
  { name: 'Bob', lang: 'en', screen: phone },
]
const marketplace = 'kaufgarten'
const service = 'post-de'
const tooDear = 2 // times the usual price
/** Keywords of the title. */
const wordy = 4
const tooSoon = 9 // days that post hardly keeps
const pieces = 200
const bots = 24
const lead = 8 // days in which the bots open their shops and list
/** The most days that something may take. */
const patience = 40

const lesson = new Lesson(plans, { scenario: 'open-market', bots })
const { step } = lesson
let catalogue
const days = (what, has) => lesson.days(patience, what, has)
const orders = (p) => p.call('/api/orders?limit=500')
const listing = async (p) => (await p.shop()).listings[0]
const funnel = (p) => p.call('/api/funnel?listing=' + p.listing)
const reference = (p) =>
  catalogue.marketplaces.find((x) => x.id === marketplace).references[catalogue.goods.find((g) => g.id === p.good).category].minor

step('the others open their shops', async () => {
  for (let i = 0; i < lead; i++) await lesson.instructor.step(lesson.code)
})

lesson.each('enters, and buys a good that others sell', async (p) => {
  await p.enter(lesson.door)
  catalogue = (await p.call('/api/desk')).catalogue
  const market = catalogue.marketplaces.find((x) => x.id === marketplace)
  const rivals = async (g) =>
    Math.max(...(await p.call('/api/keywords', { marketplace, good: g.id, title: '', translation: '' })).map((k) => k.rivals))
  let most = 0
  for (const g of catalogue.goods) {
    if (!market.references[g.category] || lesson.people.some((x) => x.good === g.id)) continue
    const n = await rivals(g)
    if (n > most) [most, p.pick] = [n, g.id]
  }
  assert.ok(most > 2, `${p.pick} has ${most} rivals`)
  p.good = p.pick
  for (const paper of ['epr-de', 'gpsr']) await p.decide({ paper: { paper } }) // else listings are taken down
  const supplier = catalogue.goods.find((g) => g.id === p.good).suppliers[0]
  await p.decide({ purchase: { good: p.good, supplier: supplier.id, quantity: Math.max(supplier.moq, pieces) } })
})

lesson.each('gets the papers that the marketplace asks for', async (p) => {
  if (!catalogue.mechanisms.includes('compliance')) return
  await p.go('account')
  await p.shown('[data-tab=compliance]').click()
  const needed = (await p.call('/api/compliance')).papers.filter(
    (k) => k.state === 'none' && k.marketplaces.includes(marketplace) && (!k.good || k.good === p.good),
  )
  for (const k of needed) {
    await p.shown(`[data-paper="${k.paper}.${k.good}"] [data-action=get-paper]`).click()
    await p.shown('[data-action=confirm]').waitFor()
    if (k === needed[0]) await p.look('27-paper')
    await p.shown('[data-action=confirm]').click()
    await p.until(
      `${k.paper} is ordered`,
      async () =>
        (await p.call('/api/compliance')).papers.find((x) => x.paper === k.paper && x.good === k.good).state === 'ordered',
    )
  }
  await p.shown(`[data-right="${p.good}.${marketplace}"] [data-action=check-right]`).click()
  await p.shown('[data-action=confirm]').click()
  await p.until('the registers are searched', async () =>
    (await p.call('/api/compliance')).rights.every(
      (r) => r.good !== p.good || r.marketplace !== marketplace || r.state !== 'unchecked',
    ),
  )
  const found = async (state) =>
    (await p.call('/api/compliance')).rights.filter(
      (r) => r.good === p.good && r.marketplace === marketplace && r.state === state,
    )
  for (let left = await found('found'); left.length; left = await found('found')) {
    await p.shown(`[data-right="${p.good}.${marketplace}"] [data-action=licence]`).click()
    await p.shown('[data-action=confirm]').click()
    await p.until('the licence is taken', async () => (await found('found')).length < left.length)
  }
  await p.look('28-compliance')
  await p.shown('[data-tab=health]').click()
  await p.shown('[data-health]').waitFor()
  await p.look('29-health')
})

step('the goods and the papers arrive', async () => {
  await days('goods received', async (p) => (await p.shop()).stock.some((s) => s.good === p.good))
  if (catalogue.mechanisms.includes('compliance'))
    await days('papers issued', async (p) => (await p.call('/api/compliance')).papers.every((k) => k.state !== 'ordered'))
})

lesson.each('finds what shoppers type, and lists with a title of such words', async (p) => {
  await p.go('marketing')
  await p.shown('[name=good]').selectOption(p.good)
  await p.shown(`[data-market=${marketplace}]`).click()
  await p.shown('[name=good]').selectOption(p.good)
  const add = p.$('[data-action=add-keyword]:visible')
  await add.first().waitFor()
  const rows = await p.call('/api/keywords', { marketplace, good: p.good, title: '', translation: 'machine' })
  for (const k of rows.slice(0, 3)) assert.ok(await p.$(`[data-query="${k.query}"]:visible`).count(), `${k.query} is shown`)
  const before = (await p.$('[data-figure=coverage]:visible').innerText()).trim()
  await add.first().click()
  await p.until('the title covers more', async () => (await p.$('[data-figure=coverage]:visible').innerText()).trim() !== before)
  for (let words = 1; words < wordy && (await add.count()); words++) await add.first().click() // as many as rivals have: the title is not the fault
  p.title = await p.shown('[name=title]').inputValue()
  await p.look('30-keywords')
  await p.shown('[data-action=save-title]').click()
  const form = p.$('form.editor:visible')
  await form.waitFor()
  assert.equal(await form.locator('[name=title]').inputValue(), p.title, 'the title comes along')
  await form.locator(`[name=service][value=${service}]`).check()
  await form.locator('[name=promise]').fill(String(tooSoon))
  await form.locator('[name=price]').fill((Math.round(reference(p) * tooDear) / 100).toFixed(2))
  await p.until('the quote is there', async () => !(await p.$('[data-action=publish]:visible').isDisabled()))
  await p.look('31-listing-editor')
  await p.shown('[data-action=publish]').click()
  await p.until('the listing is published', async () => (await listing(p))?.title === p.title)
  p.listing = (await listing(p)).number
})

step('days pass, and hardly anyone buys', async () => {
  for (let i = 0; i < 8; i++) await lesson.instructor.step(lesson.code)
})

lesson.each('asks why it does not sell, and reads the weakest step', async (p) => {
  await p.go('listings')
  await p.shown(`[data-listing="${p.listing}"] [data-action=why]`).click()
  await p.shown('[data-weakest]').waitFor()
  const f = await funnel(p)
  assert.equal(await p.$('[data-weakest]').getAttribute('data-weakest'), f.weakest)
  assert.equal(await p.$('[data-weakest]').getAttribute('data-lever'), f.lever)
  assert.deepEqual(
    await p.$('[data-step]').evaluateAll((all) => all.map((e) => e.dataset.step)),
    f.steps.map((s) => s.kind),
  )
  assert.equal(f.lever, 'price', `a price of ${tooDear} times the usual is the lever: ${JSON.stringify(f.steps)}`)
  await p.look('32-why')
})

lesson.each('goes from the sentence to the price, and mends it', async (p) => {
  await p.shown('[data-action=mend]').click()
  const form = p.$('form.editor:visible')
  await form.waitFor()
  await p.until('the price has the focus', () => p.page.evaluate(() => document.activeElement?.getAttribute('name') === 'price'))
  const price = Math.round(reference(p) * 0.9)
  await form.locator('[name=price]').fill((price / 100).toFixed(2))
  await p.until('the quote is there', async () => !(await p.$('[data-action=save]:visible').last().isDisabled()))
  await p.$('[data-action=save]:visible').last().click()
  await p.until('the price is mended', async () => (await listing(p)).price === price)
})

lesson.each('bids for a keyword, and knows what it costs at most', async (p) => {
  await p.go('marketing')
  await p.shown(`[data-market=${marketplace}]`).click()
  await p.shown('[data-tab=ads]').click()
  await p.shown('[data-action=new-ad]').click()
  await p.shown('[data-action=advertise]').waitFor()
  await p.until('a keyword is chosen', async () => !(await p.$('[data-action=advertise]:visible').isDisabled()))
  await p.look('33-new-ad')
  await p.shown('[data-action=advertise]').click()
  await p.shown('[data-ad]').waitFor()
  assert.ok((await listing(p)).advertised)
})

step('buyers order', async () => {
  await days('an order', async (p) => (await orders(p)).length > 0)
})

lesson.each('has the first order, and reads what ads cost', async (p) => {
  await p.go('marketing')
  await p.shown('[data-tab=ads]').click()
  await p.shown('[data-ad]').waitFor()
  const report = await p.call('/api/ads')
  const spent = report.rows.reduce((n, r) => n + r.spent, 0)
  await p.until('the figure is the report’s', async () => (await p.figure('ad-spent')).minor === spent)
  assert.equal(p.minor((await p.figure('ad-spent')).text), spent, 'as people read it')
  await p.look('34-ads')
  await p.go('orders')
  await p.shown('[data-order]').waitFor()
})

lesson.each('changes a bid in its place, and takes it back', async (p) => {
  await p.go('marketing')
  await p.shown('[data-tab=ads]').click()
  const bid = async () => (await p.call('/api/ads')).rows[0].bid
  const was = await bid()
  await p.shown('[data-action=bid]').click()
  await p.shown('form.inline [name=bid]').fill(((was + 5) / 100).toFixed(2))
  await p.shown('[data-action=save-bid]').click()
  await p.until('the bid is changed', async () => (await bid()) === was + 5)
  await p.$('[data-action=undo]:visible').last().click()
  await p.until('the bid is back', async () => (await bid()) === was)
})

lesson.each('sees the page that shoppers see, with the own listing marked', async (p) => {
  await p.shown('[data-tab=page]').click()
  await p.shown('[name=good]').selectOption(p.good)
  await p.shown('[data-mine]').waitFor()
  await p.look('35-search-page')
  await p.shown(p.screen === pc ? '[data-screen=phone]' : '[data-screen=pc]').click()
  await p.look('36-search-page-other')
})

lesson.each('sees what festivals and coupons there are', async (p) => {
  await p.shown('[data-tab=promotions]').click()
  await p.shown('[data-festival]').waitFor()
  await p.shown('[data-action=coupon]').click()
  await p.shown('[data-action=confirm]').waitFor()
  await p.look('37-coupon')
  await p.shown('[data-action=confirm]').click()
  await p.until('the coupon is given', async () => (await listing(p)).coupon > 0)
  await p.look('38-promotions')
})

lesson.each('answers a buyer’s ticket, knowing what that costs and brings', async (p) => {
  await lesson.instructor.until(lesson.code, patience, `a ticket for ${p.name}`, async () => (await p.shop()).queue.tickets > 0)
  await p.go('desk')
  await p.shown('[data-todo=tickets]').waitFor()
  await p.look('39-todo')
  /** press does with the keyboard alone what others do with a click. */
  const press = async (selector, key = 'Enter') => {
    if (!p.keyboard) return p.shown(selector).click()
    await p.tabTo(selector)
    await p.page.keyboard.press(key)
  }
  await press('[data-todo=tickets]')
  await p.shown('[data-ticket]').waitFor()
  await press('[data-ticket]')
  const form = p.$('[data-ticket-open]:visible')
  await form.waitFor()
  const number = Number(await form.getAttribute('data-ticket-open'))
  await press('[name=answer][value=explain]', 'Space')
  await p.look('40-ticket')
  await press('[data-action=answer]')
  await p.until(
    'the ticket is answered',
    async () => (await p.call('/api/service')).tickets.find((x) => x.number === number).state === 'answered',
  )
  await p.look('41-service')
  p.quiet('the whole lesson')
})
