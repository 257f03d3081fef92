// What a student's first load weighs: script and style, compressed, of the door and of the desk behind it. How soon the
// desk is ready on a slow computer is printed; the machine of the test decides it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser, pc } from './people.js'

/** The most that script and style of the first load may weigh, in bytes as sent. */
const budget = 80_000
/** How much slower than this machine the old PC of the computer room is taken to be. */
const slow = 4

let house, chromium

before(async () => {
  house = await House.open({ demo: true })
  const instructor = await Instructor.enter(house)
  await instructor.clock(house.code, false)
  chromium = await browser()
})
after(async () => {
  await chromium?.close()
  await house?.close()
})

const loaded = (p) =>
  p.page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((e) => /\.(js|css)$/.test(new URL(e.name).pathname))
      .map((e) => ({ name: new URL(e.name).pathname, bytes: e.encodedBodySize, plain: e.decodedBodySize })),
  )

test('script and style of the first load', async (t) => {
  const p = await Person.sit(chromium, { name: '钱轻', screen: pc, lang: 'zh' })
  await p.page.goto(house.door)
  await p.$('[data-action=enter]').waitFor()
  const door = await loaded(p)
  await p.enter(house.door)
  const desk = await loaded(p)
  const files = new Map()
  for (const f of [...door, ...desk]) if (f.bytes > (files.get(f.name)?.bytes ?? 0)) files.set(f.name, f) // a file out of the cache counts for nothing
  let sum = 0
  for (const f of files.values()) {
    sum += f.bytes
    assert.ok(f.bytes < f.plain || f.plain < 500, `${f.name} is sent compressed`)
    t.diagnostic(`${f.name}: ${f.bytes} bytes of ${f.plain}`)
  }
  t.diagnostic(`script and style: ${sum} of ${budget} bytes`)
  assert.ok(desk.length >= 2, 'the desk loads script and style')
  assert.ok(sum <= budget, `${sum} bytes, budget ${budget}`)
})

test('ready on a slow computer', async (t) => {
  const p = await Person.sit(chromium, { name: '钱慢', screen: pc, lang: 'zh' })
  await p.enter(house.door)
  const cdp = await p.context.newCDPSession(p.page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow })
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  const began = Date.now()
  await p.page.goto(house.origin + '/desk')
  await p.$('[data-room=desk]').waitFor()
  t.diagnostic(`the desk is ready after ${Date.now() - began} ms at 1/${slow} of this machine's speed`)
})

test('a room or a dialog that does not come says so, and comes when asked again', async () => {
  const p = await Person.sit(chromium, { name: '钱断', screen: pc, lang: 'zh' })
  const late = ['**/assets/Listings.js', '**/assets/ListingEditor.js', '**/assets/Sourcing.css']
  for (const file of late) await p.page.route(file, (r) => r.abort())
  await p.enter(house.door)
  const again = async (room, file) => {
    await p.$('[role=alert] [data-action=again]:visible').waitFor()
    await p.snap('unloaded-' + room)
    await p.page.unroute(file)
    await p.$('[role=alert] [data-action=again]:visible').click()
    await p.$('[role=alert] [data-action=again]').waitFor({ state: 'detached' })
  }
  await p.go('listings')
  await again('room', late[0])
  await p.$('[data-action=new-listing]').first().click()
  await again('dialog', late[1])
  await p.$('dialog [data-action=publish]').waitFor()
  await p.page.keyboard.press('Escape')
  await p.go('sourcing') // what is fetched without its style would look broken
  await again('style', late[2])
  await p.$('[data-good]').first().waitFor()
  assert.ok(
    await p.page.evaluate(() => [...document.styleSheets].some((s) => s.href?.endsWith('/Sourcing.css'))),
    'it has its style',
  )
})
