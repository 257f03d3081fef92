import { describe, expect, it } from 'vitest'
import type { Desk } from './desk.svelte'
import { cover, pace, todo } from './todo'
import type { ListingView, ShopView } from './wire'

const listing = (more: Partial<ListingView> = {}): ListingView =>
  ({
    number: 1,
    good: 'wig',
    marketplace: 'm',
    service: 'post',
    price: 3000,
    promise: 20,
    active: true,
    stock: 40,
    rank: 1,
    rivals: 3,
    searches: 0,
    views: 0,
    rating: 4.5,
    reviews: 0,
    orders: [2, 2, 2, 2, 2, 2, 2],
    trend: [],
    total: 14,
    missed: 0,
    ...more,
  }) as ListingView
const quiet = {
  tickets: 0,
  ticket_due: 0,
  disputes: 0,
  dispute_due: 0,
  health: [],
  cases: 0,
  case_due: 0,
  duties: 0,
  duty_due: 0,
  calls: 0,
  call_due: 0,
  returns: 0,
  return_due: 0,
}
const shop = (more: Partial<ShopView> = {}) =>
  ({
    queue: quiet,
    reorders: [],
    listings: [],
    stock: [],
    purchases: [],
    consignments: [],
    recent: [],
    wallets: [
      { minor: 100_00, currency: 'CNY' },
      { minor: 0, currency: 'EUR' },
    ],
    ...more,
  }) as unknown as ShopView
const desk = (s: ShopView, over = false) =>
  ({
    s,
    k: { over, day: 10 },
    home: 'CNY',
    cash: s.wallets[0].minor,
    good: () => ({ suppliers: [{ lead_p90: 9 }] }),
    goodName: (g: string) => g,
    marketName: (x: string) => x,
    freightName: (x: string) => x,
    service: () => ({ from: 'home' }),
    coming: (g: string) => s.purchases.filter((p) => p.good === g && p.state === 'placed').reduce((n, p) => n + p.quantity, 0),
  }) as unknown as Desk
const ids = (s: ShopView, over = false) => todo(desk(s, over)).map((t) => t.id)

describe('a stranded lot', () => {
  it('asks whether to wait or to go round', () => {
    const c = {
      number: 3,
      good: 'wig',
      state: 'waiting',
      steps: [],
      detour: { leg: 'l', cost: 9000, p50: 23, p90: 31, wait: 12 },
    }
    const queue = todo(desk(shop({ consignments: [c] as unknown as ShopView['consignments'] })))
    expect(queue.map((x) => x.id)).toContain('stranded3')
    expect(queue.find((x) => x.id === 'stranded3')?.why).toMatch(/12.*23/)
  })
})

describe('what needs a student now', () => {
  it('begins with buying', () => expect(ids(shop())).toEqual(['buy']))
  it('asks to list what is in stock', () =>
    expect(ids(shop({ stock: [{ good: 'wig', place: 'home', quantity: 5, value: 1 }] }))).toEqual(['listwig']))
  it('warns of empty stock, and less so when more is coming', () => {
    const out = shop({ listings: [listing({ stock: 0 })], purchases: [] })
    expect(todo(desk(out)).find((t) => t.id === 'out1')?.tone).toBe('fault')
    const coming = shop({
      listings: [listing({ stock: 0 })],
      purchases: [
        { number: 1, good: 'wig', supplier: 's', quantity: 30, cost: 1, placed: 9, due: 12, state: 'placed', undo: false },
      ],
    })
    expect(todo(desk(coming)).find((t) => t.id === 'out1')?.tone).toBe('warn')
  })
  it('warns when stock runs out before a supplier can deliver', () => {
    expect(
      ids(shop({ stock: [{ good: 'wig', place: 'home', quantity: 10, value: 1 }], listings: [listing({ stock: 10 })] })),
    ).toEqual(['low1'])
    expect(
      ids(shop({ stock: [{ good: 'wig', place: 'home', quantity: 40, value: 1 }], listings: [listing({ stock: 40 })] })),
    ).toEqual([])
  })
  it('leaves delisted goods alone', () =>
    expect(
      ids(
        shop({
          stock: [{ good: 'wig', place: 'home', quantity: 5, value: 1 }],
          listings: [listing({ active: false, stock: 0 })],
        }),
      ),
    ).toEqual([]))
  it('puts a debt first', () =>
    expect(
      ids(
        shop({
          wallets: [
            { minor: -5, currency: 'CNY' },
            { minor: 900, currency: 'EUR' },
          ],
        }),
      ),
    ).toEqual(['debt', 'buy', 'fxEUR']))
  it('puts the service desk before the shelves, urgent on the last day', () => {
    const q = todo(desk(shop({ queue: { ...quiet, tickets: 3, ticket_due: 10, disputes: 1, dispute_due: 12 } })))
    expect(q.map((t) => [t.id, t.tone])).toEqual([
      ['tickets', 'fault'],
      ['disputes', 'warn'],
      ['buy', 'sea'],
    ])
  })
  it('warns of accounts, takedowns and duties', () => {
    const q = todo(
      desk(
        shop({
          queue: {
            ...quiet,
            health: [
              { marketplace: 'm', state: 'warned' },
              { marketplace: 'n', state: 'suspended' },
            ],
            cases: 1,
            case_due: 12,
            duties: 1,
            duty_due: 10,
          },
        }),
      ),
    )
    expect(q.map((t) => [t.id, t.tone])).toEqual([
      ['cases', 'fault'],
      ['duties', 'fault'],
      ['healthm', 'warn'],
      ['healthn', 'fault'],
      ['buy', 'sea'],
    ])
  })
  it('asks for margin and tax returns in the finance room', () => {
    const q = todo(desk(shop({ queue: { ...quiet, calls: 1, call_due: 12, returns: 2, return_due: 10 } })))
    expect(q.slice(0, 2).map((t) => [t.id, t.tone, t.room, t.errand?.tab])).toEqual([
      ['calls', 'fault', 'finance', 'hedge'],
      ['returns', 'fault', 'finance', 'taxes'],
    ])
  })
  it('tells of an ad whose budget was used up', () =>
    expect(ids(shop({ listings: [listing({ ad_paused: true })] }))).toContain('ad1'))
  it('asks for the paper of a listing that is down for want of it', () =>
    expect(ids(shop({ listings: [listing({ barred: 'paper' })] }))).toContain('paper1'))
  it('tells listings of one good apart by their marketplace', () => {
    const bad = (number: number, marketplace: string) => listing({ number, marketplace, ad_paused: true, rating: 2, reviews: 9 })
    const said = todo(desk(shop({ listings: [bad(1, 'm'), bad(2, 'n')] }))).map((x) => x.text)
    expect(new Set(said).size).toBe(said.length)
  })
  it('says once what listings share: one stock, sold by all of them', () => {
    const stock = [{ good: 'wig', place: 'home', quantity: 30, value: 1 }]
    const both = (left: number) => [listing({ stock: left }), listing({ number: 2, marketplace: 'n', stock: left })]
    expect(ids(shop({ stock, listings: both(30) }))).toEqual(['low1']) // 15 days for each alone, 7 for both
    const [out] = todo(desk(shop({ stock, listings: both(0) })))
    expect([out.id, out.text]).toEqual(['out1', expect.stringMatching(/m.*n/)])
  })
  it('names the orders that may be late', () => {
    const order = (number: string) => ({ number, good: 'wig', status: 'in_transit', late: true, due: 12, promise: 9 })
    const recent = ['A1', 'A2', 'A3'].map(order) as unknown as ShopView['recent']
    expect(todo(desk(shop({ recent }))).find((x) => x.id === 'late')?.text).toMatch(/3.*A1.*A2.*…/)
  })
  it('asks for nothing once the run is over', () => expect(ids(shop(), true)).toEqual([]))
})
describe('pace and cover', () => {
  it('is the mean of the last seven days', () => expect(pace(listing({ orders: [50, 1, 1, 1, 1, 1, 1, 8] }))).toBe(2))
  it('lasts for ever without sales', () => expect(cover([listing({ orders: [] })])).toBe(Infinity))
  it('is stock over pace', () => expect(cover([listing()])).toBe(20))
})
