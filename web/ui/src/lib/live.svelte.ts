import type { ClassView, ShopView } from './wire'

/** Message carries everything at first, then only the fields that changed, with their newest values. */
interface Message {
  seq: number
  class?: Partial<ClassView>
  shop?: Partial<ShopView>
}

/** Live keeps the newest state of a class and, for a student, of the own shop. It reconnects by itself. */
export class Live {
  connected = $state(false)
  klass = $state.raw<ClassView | null>(null)
  shop = $state.raw<ShopView | null>(null)
  /** Each shop's rank before the newest day, for showing who rose and fell. */
  ranks = $state.raw<Record<number, number>>({})
  /** When the next day begins, as Date.now() counts; 0 while the clock stands. */
  due = $state(0)
  #waiting: Message[] = []
  #frame = 0
  #wait = 500
  #socket: WebSocket | null = null
  #closed = false

  constructor(private query = '') {
    this.#open()
  }

  close() {
    this.#closed = true
    this.#socket?.close()
  }

  #open() {
    const s = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws${this.query}`)
    this.#socket = s
    s.onopen = () => {
      this.connected = true
      this.#wait = 500
    }
    s.onmessage = (e) => {
      const m: Message = JSON.parse(e.data)
      if (m.class?.next_ms !== undefined) this.due = m.class.next_ms && Date.now() + m.class.next_ms
      this.#waiting.push(m)
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0
        this.#apply()
      })
      if (document.hidden) this.#apply()
    }
    s.onclose = () => {
      this.connected = false
      if (!this.#closed) setTimeout(() => this.#open(), (this.#wait = Math.min(this.#wait * 2, 8000)))
    }
  }

  #apply() {
    for (const m of this.#waiting) {
      if (m.class) {
        if (this.klass && m.class.day !== undefined && m.class.day !== this.klass.day)
          this.ranks = Object.fromEntries(this.klass.board.map((r) => [r.shop, r.rank]))
        this.klass = Object.assign({}, this.klass, m.class)
      }
      if (m.shop) this.shop = Object.assign({}, this.shop, m.shop)
    }
    this.#waiting = []
  }
}
