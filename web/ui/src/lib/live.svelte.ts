import type { ClassView, OrderRow, ShopView } from './wire'

/** Flow is what travels a leg. */
export interface Flow { leg: string; parcels: number; consignments: number }

interface Message { type: 'class' | 'shop'; seq: number; class?: ClassView; shop?: ShopView }

/** Live keeps the newest state of a class and, for a student, of the own shop. It reconnects by itself. */
export class Live {
  connected = $state(false)
  klass = $state.raw<ClassView | null>(null)
  shop = $state.raw<ShopView | null>(null)
  orders = $state.raw<OrderRow[]>([])
  flows = $state.raw<Flow[]>([])
  #waiting: Message[] = []
  #frame = 0
  #wait = 500
  #socket: WebSocket | null = null
  #closed = false

  constructor(private query = '') { this.#open() }

  close() { this.#closed = true; this.#socket?.close() }

  #open() {
    const s = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws${this.query}`)
    this.#socket = s
    s.onopen = () => { this.connected = true; this.#wait = 500 }
    s.onmessage = (e) => {
      this.#waiting.push(JSON.parse(e.data))
      this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#apply() })
      if (document.hidden) this.#apply()
    }
    s.onclose = () => {
      this.connected = false
      if (!this.#closed) setTimeout(() => this.#open(), (this.#wait = Math.min(this.#wait * 2, 8000)))
    }
  }

  #apply() {
    for (const m of this.#waiting) {
      if (m.class) this.klass = m.class
      if (m.shop) {
        this.shop = m.shop
        this.orders = m.shop.recent.filter((o) => o.status === 'ordered' || o.status === 'in_transit' || o.status === 'held')
        this.flows = m.shop.vehicles.map((v) => ({ leg: v.leg, parcels: v.parcels, consignments: v.pieces }))
      }
    }
    this.#waiting = []
  }
}
