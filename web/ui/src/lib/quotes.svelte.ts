import { post } from './api'
import type { ListingView, Quote } from './wire'

/** What one piece leaves at each listing's terms, by the server's calculation of the day: rates move, and a rule holds from
 * its date on. */
class Quotes {
  #known = $state.raw<Record<string, Quote>>({})
  #asked: Record<string, number> = {}

  /** of is the newest quote of a listing, if there is one yet. */
  of(l: ListingView): Quote | undefined {
    return this.#known[key(l)]
  }

  /** want asks for the quotes of a day that have not been asked for. */
  want(listings: ListingView[], day: number) {
    for (const l of listings) {
      const k = key(l)
      if (this.#asked[k] === day) continue
      this.#asked[k] = day
      post<Quote>('/api/quote', {
        good: l.good,
        marketplace: l.marketplace,
        service: l.service,
        price: l.price,
        promise: l.promise,
      }).then(
        (q) => {
          this.#known = { ...this.#known, [k]: q }
        },
        () => {
          delete this.#asked[k]
        },
      )
    }
  }
}

const key = (l: ListingView) => `${l.number}.${l.service}.${l.price}.${l.promise}`

export const quotes = new Quotes()
