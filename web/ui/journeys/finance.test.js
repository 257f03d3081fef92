// Every figure of the finance room is the books': what a student reads there, a bookkeeper would find.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc } from './people.js'
import { story } from './story.js'

let house, instructor, chromium, p, code, books, statements
/** The accounts of what the marketplaces owe (ledger.Platform) and of what the owner paid in (ledger.Capital). */
const platform = 1,
  capital = 8

before(async () => {
  house = await House.open({ demo: true })
  instructor = await Instructor.enter(house)
  await instructor.clock(house.code, false)
  code = house.code
  chromium = await browser()
  p = await Person.sit(chromium, { name: '周会计', screen: pc, lang: 'zh' })
  await p.enter(house.door)
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()
const home = (id) => books.accounts.find((a) => a.id === id)?.home ?? 0
const balance = (id, currency) =>
  books.accounts.find((a) => a.id === id)?.balances.find((b) => b.currency === currency)?.minor ?? 0

/** What the bank would pay is quoted before a conversion: no figure of the books. */
const beforehand = new Set(['converted'])

/** truth is what a figure of the room should be, in minor units. */
function truth(id, shop) {
  const [kind, key] = [id.slice(0, id.lastIndexOf('-')), id.slice(id.lastIndexOf('-') + 1)]
  const account = books.accounts.find((a) => a.id === Number(key))
  switch (kind) {
    case 'wallet':
      return balance(0, key)
    case 'held':
      return balance(platform, key)
    case 'available':
      return shop.available.filter((a) => a.currency === key).reduce((n, a) => n + a.minor, 0)
    case 'reserve':
      return balance(platform, key) - shop.available.filter((a) => a.currency === key).reduce((n, a) => n + a.minor, 0)
    case 'pl':
      return books.profit_and_loss.find((l) => l.account === Number(key)).home
    case 'account':
      return account.kind === 'asset' ? account.home : -account.home
    case 'cash':
      return statements.cash.find((r) => r.name.en === key)?.home[0]
  }
  switch (id) {
    case 'result':
    case 'retained':
      return books.profit
    case 'worth':
      return books.accounts.filter((a) => a.kind === 'asset' || a.kind === 'liability').reduce((n, a) => n + home(a.id), 0)
    case 'capital':
      return -home(capital)
    case 'opening':
      return 0
    case 'closing':
      return home(0)
  }
}

step('a shop trades until it was paid', async () => {
  await p.trade(instructor, code)
  await p.go('finance')
  books = await p.call('/api/books?limit=1000')
  statements = await p.call('/api/statements?by=run')
  const shop = await p.shop()
  await p.until('the room shows the newest purse', async () => (await p.figure('held-EUR')).minor === truth('held-EUR', shop))
  await p.$('[data-tab=statements]').click()
  await p.$('[data-figure=result]').waitFor()
  await p.until('and the newest books', async () => (await p.figure('result')).minor === books.profit)
})

step('the books balance', () => {
  const sums = new Map()
  for (const j of books.journal) sums.set(j.posting, [...(sums.get(j.posting) ?? []), j])
  for (const a of books.accounts) assert.ok(Number.isSafeInteger(a.home), a.name.en)
  const pl = books.profit_and_loss.reduce((n, l) => n + l.home, 0)
  assert.equal(pl, books.profit, 'the lines of the profit and loss add up')
  assert.ok(sums.size > 10)
})

step('the three statements agree', () => {
  const last = (x) => x.at(-1)
  assert.equal(last(statements.worth), last(statements.capital) + last(statements.retained))
  assert.equal(
    statements.sheet.reduce((n, l) => n + last(l.home), 0),
    last(statements.worth),
  )
  assert.equal(
    statements.cash.reduce((n, r) => n + r.home[0], 0),
    statements.closing[0] - statements.opening[0],
  )
  assert.equal(statements.closing[0], home(0))
})

step('every figure of the room is a figure of the books', async () => {
  const shop = await p.shop()
  const figures = () =>
    p
      .$('[data-room=finance] [data-figure]:visible')
      .evaluateAll((all) => all.map((e) => ({ id: e.dataset.figure, minor: e.dataset.minor, text: e.innerText })))
  const seen = await figures()
  await p.$('[data-tab=accounts]').click()
  await p.$('[data-figure=wallet-CNY]').waitFor()
  seen.push(...(await figures()))
  const strange = seen.filter((f) => truth(f.id, shop) === undefined && !beforehand.has(f.id))
  assert.deepEqual(strange, [], 'figures that this test has no truth for: add it')
  const wrong = seen
    .filter((f) => !beforehand.has(f.id))
    .filter((f) => !reads(f.text, truth(f.id, shop)) || (f.minor !== undefined && Number(f.minor) !== truth(f.id, shop)))
  assert.deepEqual(
    wrong.map((f) => ({ ...f, truth: truth(f.id, shop) })),
    [],
  )
  for (const id of ['wallet-CNY', 'wallet-EUR', 'held-EUR', 'pl-10', 'worth', 'result', 'closing'])
    assert.ok(
      seen.some((f) => f.id === id),
      id,
    )
})

/** reads reports whether a text shows an amount, with or without its decimals. */
function reads(text, minor) {
  const n = Math.abs(minor)
  const digits = text.replace(/[^\d.]/g, '')
  const negative = /[-−]/.test(text)
  if (negative !== minor < 0 && Number(digits) !== 0) return false
  return digits === (n / 100).toFixed(2) || digits === String(Math.round(n / 100))
}

step('the journal shows the lines of the books', async () => {
  await p.$('[data-tab=journal]').click()
  await p.$('[data-posting]').first().waitFor()
  const rows = await p
    .$('[data-posting]')
    .evaluateAll((all) => all.map((e) => [e.dataset.posting, ...[...e.cells].slice(-2).map((c) => c.innerText)]))
  assert.ok(rows.length >= 10)
  rows.forEach(([posting, debit, credit], i) => {
    const j = books.journal[i]
    assert.equal(Number(posting), j.posting)
    const moved = j.minor || j.home // only its worth at home, where no currency moved
    assert.ok(reads(moved > 0 ? debit : credit, Math.abs(moved)), `line ${i}: ${debit} | ${credit} is ${moved} ${j.currency}`)
    assert.equal(moved > 0 ? credit : debit, '', `line ${i} has one side`)
  })
  await p.look('finance-journal')
})

step('the books can be taken along', async () => {
  for (const [hook, name] of [
    ['export-xlsx', /\.xlsx$/],
    ['export-csv', /\.csv$/],
  ]) {
    const file = p.page.waitForEvent('download')
    await p.$(`[data-action=${hook}]`).click()
    assert.match((await file).suggestedFilename(), name)
  }
})
