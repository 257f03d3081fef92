// The border: what a good is, what each country takes of it, how a shop declares it and what the papers say, by four
// students in both languages, at the computer room's PC and on a phone.
import assert from 'node:assert/strict'
import { Lesson } from './lesson.js'
import { pc, phone } from './people.js'

const plans = [
  { name: '赵关', lang: 'zh', screen: pc },
  { name: '孙税', lang: 'zh', screen: phone },
  { name: 'Carla', lang: 'en', screen: pc },
  { name: 'Dan', lang: 'en', screen: phone },
]

const lesson = new Lesson(plans)
const { step } = lesson
const tab = (p, id) => p.$(`[data-tab=${id}]`).click()

lesson.each('tells an ornament from tableware, and then sees that the duty differs by 79 %', async (p) => {
  await p.enter(lesson.door)
  await p.go('customs')
  await tab(p, 'classify')
  const card = p.$('[data-hs="691310"]')
  await card.locator('[data-near="691110"] [data-action=duty]').click()
  const pair = p.$('[data-pair="691310-691110"]')
  await pair.locator('[data-total]').nth(1).waitFor()
  const [ornament, table] = await pair.locator('[data-total]').evaluateAll((e) => e.map((x) => Number(x.dataset.total)))
  assert.ok(table - ornament >= 0.79 * 30_000, `tableware bears ${table}, an ornament ${ornament}`)
  await p.snap('40-classify-lesson')
  await p.page.evaluate(() => scrollTo(0, 0))
  await p.look('41-classify-lesson')
})

lesson.each('finds the code of a good by its name, with what it is mistaken for', async (p) => {
  await p.$('[name=hs-query]').fill(p.lang === 'zh' ? '化妆刷' : 'makeup brush')
  await p.$('[data-hs="960330"]').waitFor()
  await p.look('42-classify')
})

lesson.each('compares the borders the day before and the day on which a rule begins', async (p) => {
  await tab(p, 'compare')
  await p.$('[name=date]').fill('2026-07-01')
  await p.$('[name=date]').dispatchEvent('change')
  await p.$('[name=other]').fill('2026-06-30')
  await p.$('[data-country=DE]').waitFor()
  await p.until('both dates are shown', async () => (await p.$('[data-country=DE]').innerText()).match(/[↑↓]|\+/))
  await p.look('43-borders')
  await p.$('[data-open=DE]').click()
  await p.$('dialog [data-rule]').first().waitFor()
  await p.look('44-borders-lines')
  await p.page.keyboard.press('Escape')
})

step('they buy, list, send stock by rail, and sell', async () => {
  for (const p of lesson.people) {
    const { catalogue } = await p.call('/api/desk')
    Object.assign(p, { catalogue, good: catalogue.goods[lesson.people.indexOf(p)], market: catalogue.marketplaces[0] })
    const [supplier] = p.good.suppliers
    await p.decide({ purchase: { good: p.good.id, supplier: supplier.id, quantity: Math.max(supplier.moq, 100) } })
  }
  const all = async (fn) => (await Promise.all(lesson.people.map(async (p) => fn(await p.shop(), p)))).every(Boolean)
  await lesson.instructor.until(lesson.code, 30, 'goods received', () => all((s, p) => s.stock.some((x) => x.good === p.good.id)))
  for (const p of lesson.people) {
    const service = p.catalogue.services
      .filter((v) => v.from === 'home' && v.countries.includes(p.market.code) && v.max_g >= p.good.grams)
      .sort((a, b) => a.promise - b.promise)[0]
    await p.decide({
      publish: {
        good: p.good.id,
        marketplace: p.market.id,
        service: service.id,
        price: Math.round(p.market.references[p.good.category].minor * 0.9),
        promise: service.promise,
      },
    })
    await p.decide({ consign: { good: p.good.id, freight: p.catalogue.freights[0].id, quantity: 10 } })
  }
  await lesson.instructor.until(lesson.code, 30, 'an order each', () => all((s) => s.recent.length > 0))
})

lesson.each('declares below the price, and is told first what it saves and what it risks', async (p) => {
  await tab(p, 'declare')
  await p.$(`[data-declare="${p.good.id}.eu"]`).click()
  await p.$('[name=declared-share]').fill('50')
  await p.$('[data-figure=gap]').waitFor()
  assert.ok(
    Number(await p.$('[data-figure=gap]').getAttribute('data-minor')) <= 0,
    'declaring less never costs more at the border',
  )
  await p.$('dialog .note.warn').first().waitFor()
  await p.look('45-declare')
  await p.$('[data-action=declare]').click()
  await p.$('[data-action=confirm]').click()
  await p.until('the declaration is in force', async () =>
    (await p.shop()).declared.some((d) => d.good === p.good.id && d.share_bp === 5000),
  )
  await p.look('46-declared')
})

lesson.each('reads papers that agree with each other and with the books', async (p) => {
  await tab(p, 'papers')
  const sent = (await p.shop()).consignments[0]
  for (const kind of ['form', 'invoice', 'packing']) {
    await p.$(`[data-paper=${kind}]`).click()
    const paper = p.$(`.paper[data-kind=${kind}]`)
    await paper.waitFor()
    assert.ok((await paper.locator('[data-field=code]').first().innerText()).includes(p.good.hs))
    assert.match(await paper.locator('[data-field=quantity]').first().innerText(), new RegExp('^' + sent.quantity))
    await p.look('47-paper-' + kind)
  }
  const order = (await p.shop()).recent.find((o) => p.catalogue.services.find((v) => v.id === o.service)?.from === 'home')
  await p.$('[name=papers]').selectOption('order=' + order.number)
  await p.$('[data-paper=form]').click()
  const manifest = p.$('.paper[data-kind=manifest]')
  await manifest.waitFor()
  const papers = await p.call('/api/papers?order=' + order.number)
  assert.equal(p.minor(await manifest.locator('[data-field=value]').innerText()), papers.value.minor)
  await p.look('48-manifest')
  await p.page.emulateMedia({ media: 'print' })
  assert.ok(await manifest.isVisible(), 'the paper is printed')
  for (const other of ['.top', '.tabs', '[data-action=print]'])
    assert.equal(await p.$(other + ':visible').count(), 0, `${other} is not printed`)
  await p.page.emulateMedia({ media: 'screen' })
})

lesson.each(
  'leaves duty and tax on dear goods to the buyer, warned of how many will refuse the parcel at the door',
  async (p) => {
    await p.go('listings')
    await p.shown('[data-listing] [data-action=edit]').click()
    await p.$('[name=price]').fill('199')
    await p.$('[name=term][value=DAP]').check()
    const warning = p.$('[data-figure=refused]')
    await p.until('the warning is there', async () => Number(await warning.getAttribute('data-value')) > 0)
    await warning.scrollIntoViewIfNeeded()
    await p.look('49-at-the-door')
    await p.$('[data-action=save]').click()
    await p.until('the listing is sold without duty and tax', async () => (await p.shop()).listings[0].term === 'DAP')
    await p.look('49-sold-at-the-door')
  },
  (p) => p.good.id === 'hair-wig',
)

step('what customs finds wrong is told to whom it concerns', async () => {
  const found = async (p) => (await p.call('/api/customs-record')).findings.length > 0
  await lesson.instructor.until(lesson.code, 40, 'something wrong found', async () => {
    for (const p of lesson.people) if ((p.found = await found(p))) return true
    return false
  })
  const p = lesson.people.find((x) => x.found)
  await p.go('customs')
  await tab(p, 'declare')
  await p.$('[data-end]').first().waitFor()
  await p.look('49-found')
})
