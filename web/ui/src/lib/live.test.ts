import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Live } from './live.svelte'

/** Socket stands for the browser's: the test is the server. */
class Socket {
  static all: Socket[] = []
  static get last() {
    return Socket.all[Socket.all.length - 1]
  }
  onopen?: () => void
  onmessage?: (e: { data: string }) => void
  onclose?: () => void
  closed = false
  constructor(public url: string) {
    Socket.all.push(this)
  }
  close() {
    this.closed = true
    this.onclose?.()
  }
  says(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
}
const klass = (day: number) => ({ seq: day, class: { code: 'A1', day, days: 20, board: [], rates: [], vehicles: [] } })
const shop = (seq: number, profit: number) => ({ seq, shop: { shop: 3, profit, recent: [], vehicles: [] } })

beforeEach(() => {
  Socket.all = []
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', Socket)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const frame = () => vi.advanceTimersByTime(20)

describe('the live state', () => {
  it('shows what came, once a frame', () => {
    const live = new Live('?class=A1')
    expect(Socket.last.url).toMatch(/^ws:\/\/.+\/ws\?class=A1$/)
    expect(live.connected).toBe(false)
    Socket.last.onopen!()
    expect(live.connected).toBe(true)
    Socket.last.says(klass(1))
    Socket.last.says(klass(2))
    Socket.last.says(shop(2, -500))
    expect(live.klass).toBe(null)
    frame()
    expect(live.klass!.day).toBe(2)
    expect(live.shop!.profit).toBe(-500)
    live.close()
  })

  it('lays what changed over what it has, and forgets what was taken back', () => {
    const live = new Live()
    Socket.last.says({
      seq: 1,
      class: { code: 'A1', day: 3, board: [], running: true, next_ms: 7000, fault: { zh: '停', en: 'stands' } },
      shop: { shop: 3, profit: 5, name: '甲' },
    })
    Socket.last.says({ seq: 2, class: { day: 4, fault: null }, shop: { profit: -2 } })
    frame()
    expect(live.klass).toMatchObject({ code: 'A1', day: 4, running: true, fault: null })
    expect(live.shop).toMatchObject({ shop: 3, profit: -2, name: '甲' })
    live.close()
  })

  it('knows when the next day begins, and that it does not while the clock stands', () => {
    const live = new Live()
    Socket.last.says({ seq: 1, class: { day: 3, board: [], next_ms: 7000 } })
    expect(live.due).toBe(Date.now() + 7000)
    vi.advanceTimersByTime(2000)
    Socket.last.says({ seq: 2, shop: { profit: 1 } })
    expect(live.due).toBe(Date.now() + 5000)
    Socket.last.says({ seq: 3, class: { next_ms: 0 } })
    expect(live.due).toBe(0)
    live.close()
  })

  it('comes back by itself, ever more patiently, and keeps what it showed meanwhile', () => {
    const live = new Live()
    Socket.last.onopen!()
    Socket.last.says(klass(4))
    frame()
    Socket.last.onclose!()
    expect(live.connected).toBe(false)
    expect(live.klass!.day).toBe(4)
    const waits: number[] = []
    for (let i = 0; i < 8; i++) {
      const before = Socket.all.length
      let waited = 0
      while (Socket.all.length === before && waited < 60_000) {
        vi.advanceTimersByTime(100)
        waited += 100
      }
      waits.push(waited)
      Socket.last.onclose!()
    }
    expect(waits[0]).toBeLessThanOrEqual(2000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(15_000)
    expect(waits[7]).toBeGreaterThan(waits[0])
    vi.advanceTimersByTime(60_000)
    Socket.last.onopen!()
    Socket.last.says(klass(9))
    frame()
    expect([live.connected, live.klass!.day]).toEqual([true, 9])
    live.close()
  })

  it('that is closed stays closed', () => {
    const live = new Live()
    Socket.last.onopen!()
    live.close()
    expect(Socket.last.closed).toBe(true)
    vi.advanceTimersByTime(60_000)
    expect(Socket.all.length).toBe(1)
  })
})
