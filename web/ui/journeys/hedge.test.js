// A student sells a receivable forward, the rate moves, and the statement explains the result.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc, phone, wall } from './people.js'
import { story } from './story.js'

let house, instructor, chromium, p, q, code, locked, forward

before(async () => {
  house = await House.open()
  instructor = await Instructor.enter(house)
  code = await instructor.open('lock-the-rate', { bots: 4 })
  chromium = await browser()
  p = await Person.sit(chromium, { name: '钱锁汇', screen: pc, lang: 'zh' })
  await p.enter(`${house.origin}/?class=${code}`)
  q = await Person.sit(chromium, { name: 'Penny', screen: phone, lang: 'en' })
  await q.enter(`${house.origin}/?class=${code}`)
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()
const statement = async () => await p.call('/api/statements?by=run')

step('nothing is open before anything is sold', async () => {
  await p.go('finance')
  await p.$('[data-tab=hedge]').click()
  await p.$('.empty').first().waitFor()
  await p.look('hedge-empty')
})

step('the marketplace owes euro, and the room shows what their rate can do', async () => {
  const { catalogue } = await p.call('/api/desk')
  const good = catalogue.goods.find((g) => g.id === 'jun-vase')
  await p.decide({ purchase: { good: good.id, supplier: good.suppliers[0].id, quantity: Math.max(good.suppliers[0].moq, 60) } })
  await p.decide({
    publish: {
      good: good.id,
      marketplace: 'kaufgarten',
      service: 'line-de',
      price: Math.round(catalogue.marketplaces[0].references[good.category].minor * 0.95),
      promise: 12,
    },
  })
  await instructor.until(code, 30, 'euro to come', async () => ((await p.call('/api/exposures'))[0]?.free ?? 0) > 50_000)
  const [e] = await p.call('/api/exposures')
  await p.until(
    'the exposure',
    async () => (await p.$('[data-figure=exposure-open]').count()) > 0 && (await p.figure('exposure-open')).minor === e.open,
  )
  assert.equal((await p.figure('exposure-risk')).minor, e.risk)
})

step('a forward is calculated, agreed and confirmed', async () => {
  await p.$('[name=sell]').fill('500')
  await p.$('[name=days]').fill('12')
  await p.until(
    'the bank answers',
    async () => (await p.$('[data-figure=hedge-locked]').count()) > 0 && (await p.figure('hedge-locked')).minor > 0,
  )
  const bank = await p.call('/api/forward', { sell: { minor: 50_000, currency: 'EUR' }, days: 12 })
  await p.until('the newest answer', async () => (await p.figure('hedge-locked')).minor === bank.locked)
  locked = bank.locked
  await p.look('hedge-quote')
  await p.$('[data-action=agree]').click()
  await p.look('hedge-confirm')
  await p.$('[data-action=confirm]').click()
  await p.$('[data-forward="1"][data-state=running]').waitFor()
  const [f] = await p.call('/api/forwards')
  assert.deepEqual([f.locked, f.amount], [locked, { minor: 50_000, currency: 'EUR' }])
})

step('the rate moves: the contract is worth something, and nothing of it is realised', async () => {
  await instructor.until(code, 10, 'a move of the rate', async () => {
    const [f] = await p.call('/api/forwards')
    return Math.abs(f.worth) > 1000 && f.state === 'running'
  })
  const s = await statement()
  const [f] = await p.call('/api/forwards')
  const open = s.profit.find((l) => l.code === '5111.02')
  assert.equal(open.home.at(-1), f.worth, 'the statement values the contract as the room does')
  assert.equal(
    s.profit.some((l) => l.code === '5111.01'),
    false,
  )
  await p.until('the room values it', async () => (await p.figure('forward-1')).minor === f.worth)
  await p.look('hedge-running')
})

step('on its day the contract ends, and the statement explains the result', async () => {
  await instructor.until(code, 20, 'the end of the contract', async () => (await p.call('/api/forwards'))[0].state !== 'running')
  ;[forward] = await p.call('/api/forwards')
  assert.match(forward.state, /delivered|netted/)
  await p.$('[data-tab=statements]').click()
  const s = await statement()
  const gain = s.profit.find((l) => l.code === '5111.01')
  assert.equal(gain.home.at(-1), forward.worth, 'the result of the contract stands in the profit and loss')
  await p.until('the room shows it', async () => (await p.figure('pl-' + gain.id)).minor === forward.worth)
  assert.equal((await p.figure('result')).minor, s.result.at(-1))
  assert.equal((await p.figure('worth')).minor, s.worth.at(-1))
  assert.equal((await p.figure('closing')).minor, s.closing.at(-1))
  assert.equal(s.worth.at(-1), s.capital.at(-1) + s.retained.at(-1))
  assert.equal(
    s.profit.reduce((n, l) => n + l.home.at(-1), 0),
    s.result.at(-1),
  )
  const rest = s.profit.filter((l) => l.code.startsWith('5603.0')).map((l) => l.code)
  assert.ok(rest.includes('5603.03') || rest.includes('5603.04'), 'exchange differences stand apart')
  await p.look('hedge-statement')
  for (const by of ['week', 'day']) {
    await p.$(`[data-by=${by}]`).click()
    await p.until(by, async () => (await p.figure('result')).minor === (await p.call('/api/statements?by=' + by)).result.at(-1))
    await p.look('statements-' + by)
  }
})

step('the profit can be divided, the cash foreseen, and a conversion has its papers', async () => {
  await p.$('[data-tab=contribution]').click()
  const c = await p.call('/api/contribution?by=listing')
  await p.until('the parts', async () => (await p.$('[data-contribution]').count()) === c.rows.length)
  assert.equal(
    c.rows.reduce((n, r) => n + r.contribution, 0),
    c.profit,
  )
  assert.equal((await p.figure('divided')).minor, c.profit)
  await p.look('contribution')
  await p.$('[data-tab=forecast]').click()
  await p.$('.chart svg').last().waitFor()
  await p.look('forecast')
  const euro = (await p.shop()).wallets.find((w) => w.currency === 'EUR')
  if (euro.minor > 20_000) {
    await p.decide({ convert: { from: { minor: 20_000, currency: 'EUR' }, to: 'CNY', channel: 'provider' } })
    await p.$('[data-tab=papers]').click()
    await p.$('[data-action=paper-1]').click()
    await p.$('dialog').getByText('122030').waitFor()
    await p.look('papers')
  }
})

step('a loan is quoted, taken and repaid, proceeds are insured, and the taxes say who files what', async () => {
  await p.$('[data-tab=credit]').click()
  await p.$('[name=loan]').fill('8000')
  await p.$('[name=loan-days]').fill('60')
  const bank = await p.call('/api/loan', { minor: 800_000, days: 60 })
  assert.equal(bank.instalments.length, 2)
  await p.until(
    'the bank answers',
    async () =>
      (await p.$('[data-figure=loan-interest]').count()) > 0 && (await p.figure('loan-interest')).minor === bank.interest,
  )
  await p.$('[data-action=loan]').click()
  await p.look('hedge-loan-confirm')
  await p.$('dialog [data-action=confirm]').click()
  await p.$('[data-loan="1"][data-left="800000"]').waitFor()
  await p.look('loan')
  await p.$('[data-action=repay-1]').click()
  await p.$('[data-action=confirm]').click()
  await p.$('[data-loan="1"][data-left="0"]').waitFor()
  await p.$('[data-action=cover]').click()
  await p.look('hedge-cover-confirm')
  await p.$('dialog [data-action=confirm]').click()
  await p.until('the insurance', async () => (await p.figure('cover-state')).minor === 1)
  await p.look('cover')
  await p.$('[data-tab=taxes]').click()
  const taxes = await p.call('/api/taxes')
  await p.until('the registers', async () => (await p.$('[data-register]').count()) === taxes.registers.length)
  assert.deepEqual(
    taxes.registers.map((r) => [r.country, r.by]),
    [
      ['DE', 'marketplace'],
      ['PL', 'shop'],
    ],
  )
  assert.equal((await p.figure('income-tax')).minor, taxes.income.tax)
  await p.look('taxes')
})

step('it works on a phone, in English', async () => {
  await q.go('finance')
  for (const tab of ['accounts', 'statements', 'contribution', 'hedge', 'forecast', 'credit', 'taxes', 'papers']) {
    await q.$(`[data-tab=${tab}]`).click()
    await q.page.waitForTimeout(400)
    await q.look('finance-' + tab)
  }
})

step('a marketplace stops paying: the instructor is asked first, and the wall says what the class loses', async () => {
  const bridge = await Person.sit(chromium, { name: '刘老师', screen: pc, lang: 'zh' })
  const screen = await Person.sit(chromium, { name: 'wall', screen: wall, lang: 'en' })
  await bridge.page.goto(house.origin + '/bridge')
  await bridge.speak()
  await bridge.$('[name=password]').fill(Instructor.password)
  await bridge.$('[data-action=enter]').click()
  await bridge.$(`[data-class="${code}"]`).click()
  await bridge.$('[data-action=shocks]').click()
  const failure = '[data-shock=targowo-insolvent]'
  await bridge.$(failure + ' [data-action=throw]').click()
  await bridge.$('dialog [data-action=confirm]').waitFor()
  await bridge.look('insolvency-confirm')
  await bridge.$('dialog [data-action=confirm]').click()
  await instructor.step(code)
  await bridge.$(failure + ' .tag').waitFor()
  assert.equal(await bridge.$(failure + ' [data-action=lift]').count(), 0, 'it does not pass')
  await bridge.look('insolvency-shocks')
  await screen.page.goto(`${house.origin}/screen?class=${code}`)
  await screen.speak()
  const lost = () => screen.figure('unpaid', '[data-effect=targowo-insolvent]')
  await screen.until('the loss is told', async () => (await lost()).minor > 0)
  await bridge.page.keyboard.press('Escape')
  assert.equal((await bridge.figure('unpaid', '[data-effect=targowo-insolvent]')).minor, (await lost()).minor)
  await screen.look('insolvency-wall')
})
