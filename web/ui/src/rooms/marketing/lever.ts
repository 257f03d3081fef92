import type { Desk, Errand } from '../../lib/desk.svelte'
import type { Funnel, ListingView } from '../../lib/wire'
import type { IconName } from '../../parts/icons'

/** Lever is what can be moved to mend a listing's weakest step. */
export type Lever =
  'title' | 'translation' | 'rank' | 'ads' | 'price' | 'promise' | 'rating' | 'content' | 'stock' | 'papers' | 'shipping'

export const leverIcon: Record<Lever, IconName> = {
  title: 'pencil',
  translation: 'languages',
  rank: 'trending-up',
  ads: 'megaphone',
  price: 'tag',
  promise: 'timer',
  rating: 'star',
  content: 'image',
  stock: 'boxes',
  papers: 'file-check',
  shipping: 'truck',
}

/** leverOf is the lever that a funnel names. */
export const leverOf = (f: Funnel): Lever | undefined => (f.lever in leverIcon ? (f.lever as Lever) : undefined)

/** place is where a lever is moved: the room, and what to come for. */
export function place(lever: Lever, l: ListingView, desk: Desk): { room: string; errand: Errand } {
  switch (lever) {
    case 'ads':
      return { room: 'marketing', errand: { tab: 'ads', listing: l.number, marketplace: l.marketplace } }
    case 'rank':
      return desk.on('ads')
        ? { room: 'marketing', errand: { tab: 'ads', listing: l.number, marketplace: l.marketplace } }
        : { room: 'marketing', errand: { tab: 'promotions', listing: l.number, marketplace: l.marketplace } }
    case 'shipping':
      return { room: 'marketing', errand: { tab: 'promotions', listing: l.number, marketplace: l.marketplace } }
    case 'rating':
      return desk.on('service') ? { room: 'service', errand: {} } : { room: 'orders', errand: { tab: 'late' } }
    case 'papers':
      return { room: 'account', errand: { tab: 'compliance', good: l.good } }
    case 'stock':
      return {
        room: 'sourcing',
        errand: desk.service(l.service)?.from === 'home' ? { good: l.good } : { good: l.good, tab: 'consign' },
      }
    default:
      return { room: 'listings', errand: { listing: l.number, tab: lever } }
  }
}
