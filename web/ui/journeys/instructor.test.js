// An instructor's lesson: the one-time link, a class, the clock in hand, every shop in sight, the end and the scores.
// One instructor sits at the PC in Chinese and steers; another looks on by phone in English; a projector hangs on the wall.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc, phone } from './people.js'
import { story } from './story.js'

const code = 'GJ2026'
const bots = 3

let house, chromium, i, onlooker, wall, student

before(async () => {
  house = await House.open()
  chromium = await browser()
  i = await Person.sit(chromium, { name: '刘老师', screen: pc, lang: 'zh' })
  onlooker = await Person.sit(chromium, { name: 'Ms Liu', screen: phone, lang: 'en' })
  wall = await Person.sit(chromium, { name: 'wall', screen: pc, lang: 'zh' })
  student = await Person.sit(chromium, { name: '小河', screen: phone, lang: 'zh' })
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()
const act = (name) => i.$(`[data-action=${name}]:visible`).first()
const day = async (p = i) => Number(await p.$('[data-figure=day]').first().getAttribute('data-day'))
const state = () => i.$('[data-state]').first().getAttribute('data-state')
const becomes = (what) => i.until(`the class is ${what}`, async () => (await state()) === what)

step('the printed link sets the password, once', async () => {
  await i.page.goto(house.bridge)
  await i.speak()
  await i.look('bridge-01-first')
  await i.$('[name=password]').fill(Instructor.password)
  await i.$('[name=again]').fill('something else')
  await act('enter').click()
  await i.$('[name=again][aria-invalid=true]').waitFor()
  await i.$('[name=again]').fill(Instructor.password)
  await act('enter').click()
  await act('open-class').waitFor()
  assert.ok(!i.page.url().includes('token'), 'the token does not stay in the address')
})

step('afterwards the password opens, and only the right one', async () => {
  await onlooker.page.goto(house.origin + '/bridge')
  await onlooker.speak()
  await onlooker.$('[name=password]').fill('not the password')
  await onlooker.$('[data-action=enter]').click()
  await onlooker.$('[role=alert]:visible').first().waitFor()
  onlooker.faults.length = 0 // the refusal is in the browser's console as well
  await onlooker.$('[name=password]').fill(Instructor.password)
  await onlooker.$('[data-action=enter]').click()
  await onlooker.$('[data-action=open-class]').waitFor()
  await onlooker.look('bridge-02-home')
})

step('opens a class', async () => {
  await i.$('[name=scenario][value=first-parcel]').check()
  await i.$('[name=name]').fill('国贸 2026 级 1 班')
  await i.$('[name=code]').fill(code)
  await i.$('details summary').click()
  await i.$('[name=bots]').fill(String(bots))
  await i.$('[name=seed]').fill('7')
  await i.look('bridge-03-open')
  await act('open-class').click()
  await act('door').click()
  await i.$('[data-figure=code]').waitFor()
  assert.equal(await i.$('[data-figure=code]').innerText(), code)
  await i.look('bridge-04-door')
  await i.page.keyboard.press('Escape')
})

step('a second class of that code is refused with what to do', async () => {
  await onlooker.$('[name=code]').fill(code.toLowerCase())
  await onlooker.$('[data-action=open-class]').click()
  await onlooker.$('[name=code][aria-invalid=true]').waitFor()
  onlooker.faults.length = 0
  await onlooker.page.reload()
  await onlooker.$(`[data-class=${code}]`).click()
  await onlooker.$('[data-action=start]').waitFor()
})

step('the projector waits with the door on it', async () => {
  await wall.page.goto(`${house.origin}/screen?class=${code}`)
  await wall.page.getByText(code).first().waitFor()
  await wall.look('screen-1-waiting')
})

step('a student comes in and is seen', async () => {
  await student.enter(`${house.origin}/?class=${code}`)
  await i.$('[data-room=overview]').getByText(student.name).waitFor()
  await wall.page.getByText(student.name).first().waitFor()
  await i.look('bridge-05-overview')
  await onlooker.look('bridge-05-overview')
})

step('starts, changes the speed, pauses', async () => {
  assert.equal(await state(), 'paused')
  await i.$('[name=seconds]').selectOption('1')
  await act('start').click()
  await becomes('running')
  await i.until('two days pass by themselves', async () => (await day()) >= 2)
  await act('pause').click()
  await becomes('paused')
})

step('steps by one day, with the button and with the key', async () => {
  const before = await day()
  await act('step').click()
  await i.until('one day', async () => (await day()) === before + 1)
  await i.page
    .locator('h2, main')
    .first()
    .click({ position: { x: 2, y: 2 } })
  await i.page.keyboard.press('ArrowRight')
  await i.until('another day', async () => (await day()) === before + 2)
  await wall.until('the projector follows', async () => (await day(wall)) === before + 2)
})

step('looks over a shop’s shoulder', async () => {
  await student.decide({ purchase: await firstOffer() })
  await i.$('[data-room=overview]').getByText(student.name).click()
  await i.$('dialog[open]').waitFor()
  await i.look('bridge-06-shop')
  await i.page.keyboard.press('Escape')
})

async function firstOffer() {
  const [good] = (await student.call('/api/desk')).catalogue.goods
  return { good: good.id, supplier: good.suppliers[0].id, quantity: good.suppliers[0].moq }
}

step('says something to everyone', async () => {
  const words = '汉堡仓今天盘点'
  await act('announce').click()
  await i.$('[name=text]').fill(words)
  await act('confirm').click()
  await wall.page.getByText(words).first().waitFor()
  await student.page.getByText(words).first().waitFor()
})

step('lets the days run until one of them', async () => {
  await i.$('[name=until]').fill('12')
  await act('until').click()
  await i.until('day 12', async () => (await day()) === 12)
  await wall.look('screen-2-days')
  await onlooker.look('bridge-07-day-12')
})

step('ends the run, after being asked', async () => {
  await act('end').click()
  await act('confirm').click()
  await becomes('over')
  await wall.look('screen-3-podium')
})

step('sees each shop’s score by indicator, each point explained', async () => {
  const scores = i.$('[data-room=scores]')
  await scores.locator('[data-shop]').first().waitFor()
  const all = await i.call(`/api/bridge/scores?class=${code}`)
  const mine = all.find((s) => s.name === student.name)
  const row = scores.locator(`[data-shop="${mine.shop}"]`)
  assert.equal(await row.locator('[data-figure=score]').innerText(), mine.total.toFixed(1))
  assert.deepEqual(
    await row.locator('[data-indicator]').evaluateAll((e) => e.map((x) => x.dataset.indicator)),
    mine.results.map((r) => r.id),
  )
  const weights = mine.results.reduce((n, r) => n + r.weight, 0)
  assert.equal(weights, 100)
  await i.look('bridge-08-scores')
  await row.locator('[data-indicator]').first().click()
  await i.$('[role=dialog]:visible').last().waitFor()
  await i.look('bridge-09-explained')
  await i.page.keyboard.press('Escape')
})

step('takes the gradebook and the record along', async () => {
  for (const [hook, name] of [
    ['export', /\.xlsx$/],
    ['record', /\.zip$/],
  ]) {
    const file = i.page.waitForEvent('download')
    await act(hook).click()
    assert.match((await file).suggestedFilename(), name)
  }
  i.quiet('the whole lesson')
})

step('the debrief and the seats', async () => {
  for (const tab of ['debrief', 'seats']) {
    await i.$(`[data-tab=${tab}]`).click()
    await i.look(`bridge-10-${tab}`)
  }
  await onlooker.$('[data-tab=scores]').click()
  await onlooker.$('[data-room=scores] [data-shop]').first().waitFor()
  await onlooker.look('bridge-08-scores')
})

step('the student sees the own result', async () => {
  await student.$('[data-figure=score]').waitFor()
  await student.look('16-result')
})

step('gives the student a new PIN, after being asked', async () => {
  const pin = async () => (await i.call(`/api/bridge/seats?class=${code}`)).find((s) => s.name === student.name).pin
  const before = await pin()
  const row = i.$('[data-room=seats] tr[data-shop], [data-room=seats] [data-shop]').filter({ hasText: student.name }).first()
  await row.locator('[data-action=reset-pin]').click()
  await i.look('bridge-12-pin')
  assert.equal(await pin(), before, 'nothing happens before the answer')
  await act('confirm').click()
  await i.until('the seat has another PIN', async () => (await pin()) !== before)
  student.faults.length = 0 // the student's page is told that its session is over
})

step('a class whose data is damaged is told, with what is wrong, and can be deleted', async () => {
  await house.close()
  await house.damage(`"code":"${code}"`, `"kode":"${code}"`)
  house = await house.again()
  for (const p of [i, onlooker]) {
    await p.page.goto(house.origin + '/bridge')
    await p.$(`[data-shut=${code}]`).waitFor()
    assert.match(await p.$(`[data-shut=${code}]`).innerText(), /damaged/)
    p.faults.length = 0 // the page lost its server for a while
    await p.look('bridge-11-shut')
  }
  await i.$(`[data-shut=${code}] ~ button`).click()
  await i.$('[name=confirm]').fill(code)
  await act('confirm').click()
  await i.$(`[data-shut=${code}]`).waitFor({ state: 'detached' })
})
