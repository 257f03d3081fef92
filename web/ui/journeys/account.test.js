// Care of the account on a market like the real ones. Two shops mind the rules: they answer a duty of data protection,
// enter a festival, answer a takedown, and sell in the festival. Two promise too soon: they contest a dispute with evidence, are
// suspended, and appeal. Each story is told in both languages and at both sizes; in the end the careful two see every room.
import assert from 'node:assert/strict'
import { Lesson } from './lesson.js'
import { pc, phone } from './people.js'

const marketplace = 'kaufgarten'
const festival = 'autumn-deals'
/** Goods that bear a mark which nobody here has a licence for, and where its owner watches. */
const marked = ['shaolin-gear', 'kungfu-uniform']
const watched = ['kaufgarten', 'targowo', 'baratela']
const plans = [
  { name: '周守规', lang: 'zh', screen: pc, careful: true, good: 'makeup-brush', answer: 'settle' },
  { name: 'Cara', lang: 'en', screen: phone, careful: true, good: 'synthetic-wig', answer: 'withdraw' },
  { name: 'Rush', lang: 'en', screen: pc, good: 'synthetic-wig' },
  { name: '吴急', lang: 'zh', screen: phone, good: 'makeup-brush' },
]
const pieces = 400
const tooSoon = 5 // days that post never keeps
/** The most days that something may take. */
const patience = 60
/** What is right to do about data protection. */
const duties = { notice: 'publish', access: 'copy', breach: 'notify', export: 'clauses' }
/** What an appeal says that names the cause. */
const plea = {
  late: { remedy: 'promise', proof: 'transit' },
  order_defects: { remedy: 'answer', proof: 'tickets' },
  points: { remedy: 'remove', proof: 'papers' },
}

const lesson = new Lesson(plans, { scenario: 'open-market', bots: 8 })
const { step } = lesson
const careful = (p) => p.careful
const careless = (p) => !p.careful

const rules = (p) => p.call('/api/compliance')
const service = (p) => p.call('/api/service')
const account = async (p) => (await p.call('/api/health')).find((h) => h.marketplace === marketplace)
const own = async (p) => (await p.shop()).listings.find((l) => l.good === p.good)

const today = async () => (await lesson.instructor.call(`/api/bridge/overview?class=${lesson.code}`)).day
const disputed = async (p) => (await service(p)).disputes.find((x) => x.number === p.dispute)
/** contestable is a dispute for which the shop has evidence that weighs. */
const contestable = async (p) =>
  (await service(p)).disputes.find((x) => x.state === 'disputed' && x.evidence.some((e) => e.have && e.weight > 0))

/** publish lists a good under a title of what shoppers type. */
async function publish(p, good, at, promise) {
  const market = p.catalogue.marketplaces.find((m) => m.id === at)
  const kind = p.catalogue.goods.find((g) => g.id === good)
  const words = await p.call('/api/keywords', { marketplace: at, good, title: '', translation: 'machine' })
  const title = words.map((k) => k.text).reduce((t, w) => (t.length + w.length < 60 ? `${t} ${w}`.trim() : t), '')
  const way = p.catalogue.services
    .filter((s) => s.from === 'home' && s.countries.includes(market.code) && s.max_g >= kind.grams)
    .sort((a, b) => b.promise - a.promise)[0]
  const price = Math.round(market.references[kind.category].minor * 0.8)
  await p.decide({
    publish: {
      good,
      marketplace: at,
      service: way.id,
      price,
      promise: promise ?? way.promise,
      ...(title ? { title, translation: 'machine' } : {}),
    },
  })
}

/** days lets days pass; meanwhile all do what data protection asks for, which the careful have to learn first, and the
 *  careless explain themselves to a buyer a day. */
const days = (what, has, who) =>
  lesson.days(
    patience,
    what,
    async (p) => {
      if (await has(p)) return true
      for (const d of !p.careful || p.knows ? (await rules(p)).privacy.filter((x) => x.state === 'open') : [])
        await p.decide({ privacy: { task: d.task, answer: duties[d.task] } })
      if (!p.careful) {
        const open = (await service(p)).tickets.find((t) => t.state === 'open')
        if (open) await p.decide({ ticket: { ticket: open.number, answer: 'explain' } })
      }
      return false
    },
    who,
  )

lesson.each('opens a shop, and buys goods and the papers for them', async (p) => {
  await p.enter(lesson.door)
  p.catalogue = (await p.call('/api/desk')).catalogue
  const goods = p.careful ? [p.good, ...marked] : [p.good]
  const markets = p.careful ? watched : [marketplace]
  for (const good of goods) {
    const [supplier] = p.catalogue.goods.find((g) => g.id === good).suppliers
    const quantity = Math.max(supplier.moq, good === p.good ? pieces : 0)
    await p.decide({ purchase: { good, supplier: supplier.id, quantity } })
  }
  const needed = (await rules(p)).papers.filter(
    (k) => k.state === 'none' && k.marketplaces.some((m) => markets.includes(m)) && (!k.good || goods.includes(k.good)),
  )
  for (const k of needed) await p.decide({ paper: { paper: k.paper, ...(k.good ? { good: k.good } : {}) } })
})

step('goods and papers arrive, and all list', async () => {
  const wanted = (p) => (p.careful ? 1 + marked.length : 1)
  await lesson.days(patience, 'goods received', async (p) => (await p.shop()).stock.length === wanted(p))
  await lesson.days(patience, 'papers issued', async (p) => (await rules(p)).papers.every((k) => k.state !== 'ordered'))
  for (const p of lesson.people) await publish(p, p.good, marketplace, p.careful ? undefined : tooSoon)
})

step('the first buyers’ names are in the shops’ sheets', async () => {
  await days('a duty of data protection', async (p) => (await p.shop()).queue.duties > 0, careful)
})

lesson.each(
  'answers a duty of data protection, and reads why it was right',
  async (p) => {
    await p.go('desk')
    await p.shown('[data-todo=duties]').click()
    const [duty] = (await rules(p)).privacy.filter((x) => x.state === 'open')
    const article = p.shown(`[data-privacy="${duty.task}"]`)
    await article.waitFor()
    await article.scrollIntoViewIfNeeded()
    assert.ok(await article.locator('[data-action=privacy]').isDisabled(), 'nothing is sent before a choice')
    await article.locator(`[value="${duties[duty.task]}"]`).check()
    await p.look('50-duty')
    await article.locator('[data-action=privacy]').click()
    await p.shown('dialog [data-action=confirm]').waitFor()
    await p.look('account-duty-confirm')
    await p.shown('dialog [data-action=confirm]').click()
    await p.$(`[data-privacy="${duty.task}"][data-state=right] .note.done`).waitFor()
    await p.look('51-duty-answered')
    p.knows = true
  },
  careful,
)

lesson.each(
  'enters a festival, seeing what the discount and the place cost',
  async (p) => {
    await p.go('marketing')
    await p.shown(`[data-market=${marketplace}]`).click()
    await p.shown('[data-tab=promotions]').click()
    await p.shown(`[data-festival=${festival}] [data-action=enter]`).click()
    const listing = await own(p)
    await p.shown(`[name=listing-${listing.number}]`).check()
    p.discount = Number(await p.shown('[name=discount]').inputValue())
    await p.look('52-festival')
    await p.shown('[data-action=confirm]').click()
    await p.shown(`[data-festival=${festival}] [data-action=leave]`).waitFor()
    await p.look('53-festival-entered')
  },
  careful,
)

step('two list goods that bear a mark, without asking who owns it', async () => {
  for (const p of lesson.people.filter(careful))
    for (const good of marked)
      for (const at of watched)
        if (p.catalogue.marketplaces.find((m) => m.id === at).references[p.catalogue.goods.find((g) => g.id === good).category])
          await publish(p, good, at)
})

lesson.each(
  'answers the owner of the mark, knowing what that costs',
  async (p) => {
    await days(
      `a takedown for ${p.name}`,
      async (x) => (await x.shop()).queue.cases > 0,
      (x) => x === p,
    )
    await p.go('desk')
    await p.shown('[data-todo=cases]').click()
    const { case: number } = (await rules(p)).cases.find((c) => c.kind === 'right' && c.state === 'open')
    const article = p.$(`[data-case="${number}"]`)
    await article.waitFor()
    await p.look('61-takedown')
    await article.locator(`[data-answer=${p.answer}]`).click()
    await p.shown('[data-action=confirm]').waitFor()
    await p.look('62-takedown-answer')
    await p.shown('[data-action=confirm]').click()
    await p.until('the case is answered', async () => (await rules(p)).cases.find((c) => c.case === number).state !== 'open')
    await p.until('the page says so', async () => (await article.getAttribute('data-state')) !== 'open')
    await p.look('63-takedown-answered')
  },
  careful,
)

step('parcels are late, buyers write, and take the matter to the marketplace', async () => {
  await days('a dispute that can be contested', async (p) => !!(await contestable(p)), careless)
})

lesson.each(
  'contests a dispute with the evidence there is',
  async (p) => {
    await p.go('desk')
    await p.shown('[data-todo=disputes]').click()
    await p.shown('[data-dispute]').waitFor()
    await p.look('54-disputes')
    const { number, evidence } = await contestable(p)
    p.dispute = number
    await p.shown(`[data-dispute="${number}"] [data-action=answer-dispute]`).click()
    for (const e of evidence)
      assert.equal(await p.shown(`[name=evidence-${e.id}]`).isEnabled(), e.have, `${e.id} can be shown only by who has it`)
    await p.look('55-dispute')
    await p.shown('[data-action=confirm]').click()
    await p.$(`[data-dispute="${number}"] [data-status=contested]`).waitFor()
  },
  careless,
)

step('the marketplace decides', async () => {
  await days('a decision', async (p) => ['won', 'lost'].includes((await disputed(p)).state), careless)
})

lesson.each(
  'reads how the dispute was decided',
  async (p) => {
    const { state } = await disputed(p)
    await p.$(`[data-dispute="${p.dispute}"] [data-status=${state}]`).waitFor()
    await p.look('56-decided')
  },
  careless,
)

const duration = () =>
  lesson.people[0].catalogue.marketplaces.find((m) => m.id === marketplace).festivals.find((f) => f.id === festival)

step('the festival comes', async () => {
  await days('the day after the first of the festival', async () => (await today()) > duration().from)
})

lesson.each(
  'sells in the festival at the festival’s price',
  async (p) => {
    const listing = await own(p)
    assert.equal(listing.festival, (await today()) <= duration().to ? festival : '', 'it is in the festival until that is over')
    const price = Math.round((listing.price * (100 - p.discount)) / 100)
    const sold = (await p.call('/api/orders?limit=500')).filter((o) => o.good === p.good && o.price === price)
    assert.ok(sold.length > 0, `orders at ${price}`)
    await p.go('orders')
    await p.shown(`[data-order="${sold[0].number}"]`).waitFor()
    await p.look('57-festival-orders')
  },
  careful,
)

lesson.each(
  'is suspended, and appeals, naming the cause, the remedy and the proof',
  async (p) => {
    await days(
      `a suspension of ${p.name}`,
      async (x) => (await account(x)).state === 'suspended',
      (x) => x === p,
    )
    await p.go('desk')
    await p.shown(`[data-todo=health${marketplace}]`).click()
    const card = p.$(`[data-health=${marketplace}][data-state=suspended]`)
    await card.waitFor()
    await p.look('58-suspended')
    const h = await account(p)
    const worst = h.metrics.filter((x) => x.over).sort((a, b) => b.value - b.limit - (a.value - a.limit))[0]
    const cause = h.points >= h.points_limit ? 'points' : worst.id
    await card.locator('[data-action=appeal]').click()
    await p.shown('[name=cause]').selectOption(cause)
    await p.shown(`[name=remedy][value=${plea[cause].remedy}]`).check()
    await p.shown(`[name=proof][value=${plea[cause].proof}]`).check()
    await p.look('59-appeal')
    await p.shown('[data-action=send-appeal]').click()
    await p.until('the appeal is heard', async () => (await account(p)).appeal === 'pending')
    await card.locator('.note').waitFor()
    await p.look('60-appeal-pending')
    await days(
      `the appeal of ${p.name} is decided`,
      async (x) => (await account(x)).appeal !== 'pending',
      (x) => x === p,
    )
    assert.equal((await account(p)).appeal, 'granted')
    assert.notEqual((await account(p)).state, 'suspended')
    await p.$(`[data-health=${marketplace}]:not([data-state=suspended]) .note.done`).waitFor()
  },
  careless,
)

lesson.each(
  'sees every room and every tab',
  async (p) => {
    for (const room of await p.$('nav.side [data-nav]').evaluateAll((all) => all.map((e) => e.dataset.nav))) {
      await p.go(room)
      await p.look(`70-${room}`)
      const tabs = await p.$('main [data-tab]').evaluateAll((all) => all.map((e) => e.dataset.tab))
      for (const tab of tabs.slice(1)) {
        await p.$(`main [data-tab="${tab}"]`).click()
        await p.page.waitForLoadState('networkidle')
        await p.look(`70-${room}-${tab}`)
      }
    }
    p.quiet('the whole lesson')
  },
  careful,
)
