// People with a browser: Debian's Chromium, at the sizes and in the languages of a classroom.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = fileURLToPath(new URL('../screenshots/', import.meta.url))
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** The screens of a classroom: the old PC of the computer room, a phone, and what the projector throws on the wall. */
export const pc = { name: 'pc', width: 1366, height: 768 }
export const phone = { name: 'phone', width: 390, height: 844 }

export const wall = { name: 'wall', width: 1920, height: 1080 }

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** browser starts a Chromium. */
export function browser(...more) {
  const path = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find(
    (p) => p && existsSync(p),
  )
  assert.ok(path, 'there is no Chromium: .ci/need chromium, or set CHROMIUM to its path')
  return chromium.launch({ executablePath: path, args: [...flags, ...more] })
}

/** The number of the bank's account in the books (ledger.Bank). */
const bankAccount = 0

/** Person is somebody at a page of their own, who notices everything that goes wrong on it. */
export class Person {
  /** faults are what the page complained about. */
  faults = []

  static async sit(browser, { name, screen, lang }) {
    const p = new Person()
    Object.assign(p, { name, screen, lang })
    p.context = await browser.newContext({
      viewport: { width: screen.width, height: screen.height },
      locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      hasTouch: screen === phone,
      acceptDownloads: true,
    })
    p.page = await p.context.newPage()
    p.page.setDefaultTimeout(20_000)
    p.page.on('console', (m) => {
      if ((m.type() === 'error' || m.type() === 'warning') && !m.text().includes('401 (Unauthorized)'))
        p.faults.push(`console ${m.type()}: ${m.text()}`)
    })
    p.page.on('pageerror', (e) => p.faults.push(`page error: ${e.message}`))
    p.page.on('response', (r) => {
      if (r.status() >= 500) p.faults.push(`${r.status()} ${r.url()}`)
    })
    return p
  }

  $(selector) {
    return this.page.locator(selector)
  }

  /** shown is the first of what the selector names that is in sight. */
  shown(selector) {
    return this.$(selector + ':visible').first()
  }

  /** speak changes the page to the person's language, by its button. */
  async speak() {
    const want = this.lang === 'zh' ? 'zh-CN' : 'en'
    await this.page.waitForFunction(() => document.querySelector('button'))
    if ((await this.page.locator('html').getAttribute('lang')) !== want)
      await this.page
        .getByRole('button', { name: this.lang === 'zh' ? '中文' : 'English' })
        .first()
        .click()
    await this.page.waitForFunction((l) => document.documentElement.lang === l, want)
  }

  /** enter goes through the class door under the person's name. */
  async enter(door) {
    await this.page.goto(door)
    await this.speak()
    await this.$('[name=name]').fill(this.name)
    await this.$('[data-action=enter]').click()
    await this.page.waitForURL('**/desk*')
    await this.$('[data-room]').waitFor()
  }

  /** go opens a room of the desk, by whatever way the screen offers. */
  async go(room) {
    const ways = this.$(`[data-nav=${room}]:visible`)
    if ((await ways.count()) === 0) await this.$('.thumb [aria-expanded]:visible').click()
    await ways.first().click()
    await this.$(`[data-room=${room}]`).waitFor()
  }

  /** call asks the server as this person's page does. */
  async call(path, body) {
    const r = await this.page.evaluate(
      async ([path, body]) => {
        const r = await fetch(
          path,
          body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {},
        )
        return { ok: r.ok, status: r.status, text: await r.text() }
      },
      [path, body],
    )
    assert.ok(r.ok, `${path}: ${r.status} ${r.text}`)
    return JSON.parse(r.text)
  }

  /** snap takes a picture and says what it is called. */
  async snap(what) {
    const at = `${what}-${this.screen.name}-${this.lang}`
    mkdirSync(pictures, { recursive: true })
    await this.page.screenshot({ path: pictures + at + '.png' })
    return at
  }

  /** look takes a picture and holds the page against the standards: nothing to scroll sideways, nothing that WCAG 2.2 AA
   *  forbids (targets of 24 px and contrast among it), no complaint. */
  async look(what) {
    const at = await this.snap(what)
    const over = await this.page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - innerWidth
      if (wide <= 0) return ''
      const most = [...document.body.querySelectorAll('*')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.tagName + '.' + e.className)
      return `${wide} px too wide: ${most.slice(0, 5).join(', ')}`
    })
    assert.equal(await this.page.locator('#app > noscript').count(), 0, `${at}: what old browsers are told is gone`)
    if (over) assert.fail(`${at}: the page scrolls sideways: ${over}`)
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axe)
    const found = await this.page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), standards)
    const said = found.violations.map(
      (v) =>
        `${v.id}: ${v.help}\n${v.nodes
          .slice(0, 4)
          .map(
            (n) =>
              `    ${n.html.slice(0, 200)}\n      ${n.any
                .concat(n.all, n.none)
                .map((c) => c.message)
                .join('; ')}`,
          )
          .join('\n')}`,
    )
    if (said.length) assert.fail(`${at}: not accessible\n${said.join('\n')}`)
    this.quiet(at)
  }

  /** quiet fails when the page has complained. */
  quiet(at) {
    if (this.faults.length) assert.fail(`${at}: the page complained:\n${this.faults.join('\n')}`)
  }

  /** decide sends a decision, as a button would. */
  decide(command) {
    return this.call('/api/command', command)
  }

  /** trade plays the lesson up to money in a foreign wallet without looking at a page: goods, a listing, days. */
  async trade(instructor, code) {
    const { catalogue } = await this.call('/api/desk')
    const [good] = catalogue.goods
    const [supplier] = good.suppliers
    const [market] = catalogue.marketplaces
    const quantity = Math.max(supplier.moq, 150)
    await this.decide({ purchase: { good: good.id, supplier: supplier.id, quantity } })
    await instructor.until(code, 40, 'goods received', async () => (await this.shop()).stock.length > 0)
    const service = catalogue.services
      .filter((s) => s.from === 'home' && s.countries.includes(market.code) && s.max_g >= good.grams)
      .sort((a, b) => a.promise - b.promise)[0]
    await this.decide({
      publish: {
        good: good.id,
        marketplace: market.id,
        service: service.id,
        price: Math.round(market.references[good.category].minor * 0.95),
        promise: service.promise,
      },
    })
    await instructor.until(code, 40, 'a payout', async () => this.foreign(await this.books()).length > 0)
  }

  /** tabTo moves the focus with the Tab key alone to what the selector names. */
  async tabTo(selector, most = 250) {
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press('Tab')
      if (await this.page.evaluate((s) => document.activeElement?.matches(s), selector)) return
    }
    assert.fail(`${selector} cannot be reached with the Tab key`)
  }

  /** choose takes an option of a select with the keyboard alone. */
  async choose(selector, value) {
    await this.tabTo(selector)
    const e = this.$(selector)
    const at = await e.evaluate((s, v) => [...s.options].findIndex((o) => o.value === v) - s.selectedIndex, value)
    for (let i = 0; i < Math.abs(at); i++) await this.page.keyboard.press(at > 0 ? 'ArrowDown' : 'ArrowUp')
    assert.equal(await e.inputValue(), value)
  }

  /** until waits for what the page or the server will soon show. */
  async until(what, done, most = 15_000) {
    for (const end = Date.now() + most; Date.now() < end; await new Promise((go) => setTimeout(go, 100))) if (await done()) return
    assert.fail(`${this.name} waited ${most} ms: ${what}`)
  }

  /** books are the person's accounts as the server keeps them. */
  books() {
    return this.call('/api/books')
  }
  /** bank is the balance of the home currency's account. */
  bank(books) {
    return this.#balances(books).find((b) => b.currency === books.home)?.minor ?? 0
  }
  /** foreign are the balances of the accounts in other currencies. */
  foreign(books) {
    return this.#balances(books).filter((b) => b.currency !== books.home && b.minor > 0)
  }
  #balances(books) {
    return books.accounts.filter((a) => a.id === bankAccount).flatMap((a) => a.balances)
  }

  /** shop is the newest state of the person's shop, as the socket sends it to a page that opens. */
  shop() {
    return this.page.evaluate(
      () =>
        new Promise((done, fail) => {
          const s = new WebSocket(location.origin.replace('http', 'ws') + '/ws')
          s.onerror = () => fail(new Error('no socket'))
          s.onmessage = (e) => {
            const m = JSON.parse(e.data)
            if (!m.shop) return
            s.close()
            done(m.shop)
          }
        }),
    )
  }

  /** minor is an amount that people read, in minor units: both languages group with commas and have the places of the currency. */
  minor(text) {
    const n = text.replace(/[^\d.]/g, '')
    const places = /JP|₩|KRW/.test(text) ? 0 : 2
    assert.match(n, places ? /^\d+\.\d\d$/ : /^\d+$/, `${text} is an amount`)
    return Number(n.replace('.', '')) * (/[-−]/.test(text) ? -1 : 1)
  }

  /** figure is what a figure of the page says: its minor units, and the text that people read. */
  async figure(id, within = 'body') {
    const e = this.$(`${within} [data-figure="${id}"]:visible`).first()
    return { minor: Number(await e.getAttribute('data-minor')), text: (await e.innerText()).trim() }
  }
}
