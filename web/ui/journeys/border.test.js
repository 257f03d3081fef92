// The border: what a good is and what each country takes of it, by two students in the two languages, at the computer
// room's PC and on a phone.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc, phone } from './people.js'
import { story } from './story.js'

const plans = [{ name: '赵关', lang: 'zh', screen: pc }, { name: '孙税', lang: 'zh', screen: phone }, { name: 'Carla', lang: 'en', screen: pc }, { name: 'Dan', lang: 'en', screen: phone }]

let house, instructor, chromium, people

before(async () => {
  house = await House.open({ demo: true })
  instructor = await Instructor.enter(house)
  await instructor.clock(house.code, false)
  chromium = await browser()
  people = await Promise.all(plans.map((p) => Person.sit(chromium, p)))
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const step = story()
const each = (what, fn) => step(what, async () => {
  for (const p of people) {
    try { await fn(p) } catch (x) {
      await p.snap('border-failed')
      throw Object.assign(x, { stack: `${p.name}: ${x.stack}` })
    }
  }
})
const tab = (p, id) => p.$(`[data-tab=${id}]`).click()

each('tells an ornament from tableware, and then sees that the duty differs by 79 %', async (p) => {
  await p.enter(house.door)
  await p.go('customs')
  await tab(p, 'classify')
  const lesson = p.$('[data-hs="691310"]')
  await lesson.locator('[data-near="691110"] [data-action=duty]').click()
  const pair = p.$('[data-pair="691310-691110"]')
  await pair.locator('[data-total]').nth(1).waitFor()
  const [ornament, table] = await pair.locator('[data-total]').evaluateAll((e) => e.map((x) => Number(x.dataset.total)))
  assert.ok(table - ornament >= 0.79 * 30_000, `tableware bears ${table}, an ornament ${ornament}`)
  await p.snap('40-classify-lesson')
  await p.page.evaluate(() => scrollTo(0, 0))
  await p.look('41-classify-lesson')
})

each('finds the code of a good by its name, with what it is mistaken for', async (p) => {
  await p.$('[name=hs-query]').fill(p.lang === 'zh' ? '化妆刷' : 'makeup brush')
  await p.$('[data-hs="960330"]').waitFor()
  await p.look('42-classify')
})

each('compares the borders the day before and the day on which a rule begins', async (p) => {
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
