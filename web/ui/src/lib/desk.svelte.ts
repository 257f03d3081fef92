import { once, Refused } from './api'
import { dateOf, fill, m, shortDate, tx } from './i18n.svelte'
import type { Live } from './live.svelte'
import { toast } from './toast.svelte'
import type {
  Catalogue,
  ClassView,
  Command,
  Currency,
  Good,
  ListingView,
  Marketplace,
  Mechanism,
  Service,
  ShopView,
} from './wire'

export const rooms = [
  'desk',
  'sourcing',
  'listings',
  'marketing',
  'orders',
  'service',
  'account',
  'customs',
  'finance',
  'board',
] as const
export type Room = (typeof rooms)[number]

/** Rooms that stand only where the scenario uses one of these. */
const needs: Partial<Record<Room, Mechanism[]>> = {
  marketing: ['search', 'ads', 'festivals', 'promotions'],
  service: ['service'],
  account: ['health', 'compliance'],
}

/** Errand is what somebody comes to a room for: a listing to amend, a good to buy, an order to open, a keyword to bid for. */
export interface Errand {
  good?: string
  listing?: number
  order?: string
  tab?: string
  marketplace?: string
  query?: string
  title?: string
  ticket?: number
}

/** Desk is one student's side of the class: what it shows, where the student is, and how decisions are sent. */
export class Desk {
  room = $state<Room>('desk')
  errand = $state.raw<Errand>({})
  /** decisions on their way to the server */
  sending = $state(0)

  constructor(
    readonly catalogue: Catalogue,
    readonly pin: string,
    readonly live: Live,
  ) {
    this.room = this.#roomOf(location.hash)
    addEventListener('hashchange', () => {
      if (this.#roomOf(location.hash) !== this.room) this.go(location.hash)
    })
  }

  /** The class and the own shop. A room is only shown once both are there. */
  get k(): ClassView {
    return this.live.klass!
  }
  get s(): ShopView {
    return this.live.shop!
  }
  get home() {
    return this.catalogue.home
  }
  get cash() {
    return this.s.wallets[0].minor
  }

  /** task is the first of the scenario's tasks that is not done. */
  get task() {
    return this.s.tasks.find((x) => !x.ok)
  }

  go(room: string, errand: Errand = {}) {
    this.room = this.#roomOf(room)
    this.errand = errand
    location.hash = this.room
    scrollTo(0, 0)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true }))
  }

  /** act sends a decision. It answers null when the decision is durable, else why nothing changed. said is told then;
   * a fault that no field of a form shows is told at once. */
  async act(
    command: Command,
    said: string,
    options: { undo?: () => Command | null; today?: boolean; fields?: string[] } = {},
  ): Promise<Refused | null> {
    this.sending++
    try {
      await once('/api/command', command)
      toast(
        said,
        'done',
        options.undo &&
          (() => {
            const back = options.undo!()
            if (back) this.act(back, m().undone)
          }),
        options.today,
      )
      return null
    } catch (x) {
      const r = x instanceof Refused ? x : new Refused(0, 'server', { zh: String(x), en: String(x) })
      if (!options.fields?.includes(r.field)) toast(fill(m().error, { text: tx(r.text) }), 'fault')
      return r
    } finally {
      this.sending--
    }
  }

  good(id?: string): Good | undefined {
    return this.catalogue.goods.find((g) => g.id === id)
  }
  market(id?: string): Marketplace | undefined {
    return this.catalogue.marketplaces.find((g) => g.id === id)
  }
  service(id?: string): Service | undefined {
    return this.catalogue.services.find((g) => g.id === id)
  }
  goodName(id?: string) {
    return tx(this.good(id)?.name)
  }
  marketName(id?: string) {
    return tx(this.market(id)?.name)
  }
  serviceName(id?: string) {
    return tx(this.service(id)?.name)
  }
  legName(id?: string) {
    return tx(this.catalogue.legs.find((g) => g.id === id)?.name)
  }
  hubName(id?: string) {
    return tx(this.catalogue.hubs.find((g) => g.id === id)?.name)
  }
  freightName(id?: string) {
    return tx(this.catalogue.freights.find((g) => g.id === id)?.name)
  }
  date(day: number) {
    return dateOf(this.catalogue.start, day)
  }
  short(day: number) {
    return shortDate(this.catalogue.start, day)
  }

  /** services that carry a good to a marketplace's country */
  services(good: Good, market: Marketplace) {
    return this.catalogue.services.filter((v) => v.countries.includes(market.code) && v.max_g >= good.grams)
  }
  /** stock of a good at a place */
  stock(good: string, place: string) {
    return this.s.stock.find((x) => x.good === good && x.place === place)?.quantity ?? 0
  }
  listing(number?: number): ListingView | undefined {
    return this.s.listings.find((l) => l.number === number)
  }
  /** newest is the listing published last, on a marketplace and of a good where these are named. */
  newest(market?: string, good?: string): ListingView | undefined {
    return [...this.s.listings].reverse().find((l) => (!market || l.marketplace === market) && (!good || l.good === good))
  }
  festivalName(market: string, id: string) {
    return tx(this.market(market)?.festivals.find((f) => f.id === id)?.name)
  }
  currency(marketplace?: string): Currency {
    return this.market(marketplace)?.currency ?? this.home
  }
  /** pieces of a good bought and not yet received */
  coming(good: string) {
    return this.s.purchases.filter((p) => p.good === good && p.state === 'placed').reduce((n, p) => n + p.quantity, 0)
  }
  /** goods that the shop deals in: bought, in stock or listed */
  get dealt(): Set<string> {
    return new Set([
      ...this.s.stock.map((x) => x.good),
      ...this.s.purchases.filter((p) => p.state !== 'cancelled').map((p) => p.good),
      ...this.s.listings.map((l) => l.good),
    ])
  }
  reference(good: Good, market: Marketplace) {
    return market.references[good.category]?.minor ?? 0
  }

  /** on says whether the scenario uses a mechanism. */
  on(...any: Mechanism[]) {
    return any.some((x) => this.catalogue.mechanisms.includes(x))
  }
  /** rooms that stand in this scenario, in the order of the desk. */
  get rooms(): Room[] {
    return rooms.filter((r) => !needs[r] || this.on(...needs[r]!))
  }
  #roomOf(hash: string): Room {
    const r = hash.replace('#', '') as Room
    return this.rooms.includes(r) ? r : 'desk'
  }
}
