// What the pages call, without a page: the instructor's hand on the clock, and a student's books to compare with.
import { luck } from './house.js'

/** Caller is somebody with a cookie. */
export class Caller {
  #cookie = ''
  constructor(origin) {
    this.origin = origin
  }

  async call(path, body) {
    const r = await fetch(this.origin + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', Cookie: this.#cookie },
      body: body && JSON.stringify(body),
    })
    for (const c of r.headers.getSetCookie()) this.#cookie = c.split(';')[0]
    const text = await r.text()
    if (!r.ok) throw Object.assign(new Error(`${path}: ${r.status} ${text}`), { status: r.status })
    return JSON.parse(text)
  }
}

/** Instructor steers classes. */
export class Instructor extends Caller {
  static password = 'lao-shi-2026'

  static async enter(house) {
    const i = new Instructor(house.origin)
    await i.call('/api/bridge/enter', { token: house.token, password: Instructor.password })
    return i
  }

  async open(scenario, { code = '', bots = 4 } = {}) {
    return (await this.call('/api/bridge/class', { code, scenario, bots, seed: Number(luck) })).code
  }
  clock(code, running, seconds = 10) {
    return this.call('/api/bridge/clock', { class: code, running, seconds })
  }
  step(code) {
    return this.call('/api/bridge/step', { class: code })
  }

  /** until lets days pass until done says so; more than most days are a failure. */
  async until(code, most, what, done) {
    for (let day = 0; day <= most; day++) {
      const found = await done()
      if (found) return found
      await this.step(code)
    }
    throw new Error(`${what}: not within ${most} days`)
  }
}
