import { describe, expect, it } from 'vitest'
import type { Desk } from '../../lib/desk.svelte'
import type { Funnel, ListingView } from '../../lib/wire'
import { leverIcon, leverOf, place, type Lever } from './lever'

const listing = { number: 7, good: 'vase', marketplace: 'north', service: 'post' } as ListingView
const desk = (from: string, ...on: string[]) =>
  ({ on: (...any: string[]) => any.some((x) => on.includes(x)), service: () => ({ from }) }) as unknown as Desk
const at = (lever: Lever, d = desk('home', 'ads', 'service')) => place(lever, listing, d)

describe('a lever is moved', () => {
  it.each(['title', 'translation', 'content', 'price', 'promise'] as const)(
    '%s: in the listing’s editor, at its field',
    (lever) => expect(at(lever)).toEqual({ room: 'listings', errand: { listing: 7, tab: lever } }),
  )
  it('rank: with ads where there are any, else with an offer', () =>
    expect([at('rank').errand.tab, at('rank', desk('home')).errand.tab]).toEqual(['ads', 'promotions']))
  it('stock: by a purchase at home, by a consignment abroad', () =>
    expect([at('stock').errand, at('stock', desk('hamburg')).errand]).toEqual([
      { good: 'vase' },
      { good: 'vase', tab: 'consign' },
    ]))
  it('rating: at the service desk, or among the late orders where there is none', () =>
    expect([at('rating').room, at('rating', desk('home')).room]).toEqual(['service', 'orders']))
  it('papers: with the good’s papers', () =>
    expect(at('papers')).toEqual({ room: 'account', errand: { tab: 'compliance', good: 'vase' } }))
  it('each has a place', () => expect(Object.keys(leverIcon).every((l) => at(l as Lever).room)).toBe(true))
})
describe('a funnel', () => {
  it('names a lever that there is', () => expect(leverOf({ lever: 'title' } as Funnel)).toBe('title'))
  it('may name none', () => expect(leverOf({ lever: '' } as Funnel)).toBeUndefined())
})
