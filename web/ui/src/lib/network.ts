import { networkEn } from '../messages/network.en'
import { networkZh, type NetworkMessages } from '../messages/network.zh'
import { fill, locale, money, number, percent } from './i18n.svelte'
import type { ShockView, Traffic } from './wire'

/** n are the messages about the network and stock in the page's language. */
export const n = (): NetworkMessages => (locale.is === 'zh' ? networkZh : networkEn)

/** jammed tells whether a leg or hub is congested enough for people to hear of it: by more than its capacity, and by an
 * eighth slower. What a shock does is told with the shock. */
export const jammed = (t: Traffic) => t.capacity > 0 && t.load > t.capacity && t.slower >= 12

/** Effect is what a shock does to the class, as a figure. */
export interface Effect {
  id: string
  label: string
  value: string
  hint: string
  minor?: number
}

/** effects are a shock's figures, the same on the bridge and on the wall: what waits and goes round where legs are closed,
 *  how much longer and dearer carriage is, what an insolvent marketplace does not pay. */
export function effects(k: ShockView, home: string): Effect[] {
  const f = k.failure
  if (f)
    return [
      { id: 'unpaid', label: n().unpaid, value: money(f.lost, home), hint: n().unpaidWhy, minor: f.lost },
      { id: 'losers', label: n().losers, value: number(f.shops), hint: n().losersWhy },
      { id: 'agreed', label: n().agreed, value: money(f.insured, home), hint: n().agreedWhy, minor: f.insured },
    ]
  const more = (factor: number) => (factor > 1 ? '+' : '') + percent(factor - 1, 0)
  const out: Effect[] = []
  if (k.slow) out.push({ id: 'longer', label: n().longer, value: more(k.slow), hint: n().longerWhy })
  if (k.price) out.push({ id: 'dearer', label: n().dearer, value: more(k.price), hint: n().dearerWhy })
  if (k.closed || k.waited || k.pieces || k.moved)
    out.push(
      { id: 'waiting', label: n().waitsNow, value: number(k.waiting), hint: fill(n().mostDay, { n: number(k.most) }) },
      { id: 'waited', label: n().lostDays, value: number(k.waited), hint: n().lostDaysWhy },
      { id: 'pieces', label: n().lostPieces, value: number(k.pieces), hint: n().lostPiecesWhy },
      { id: 'moved', label: n().detours, value: number(k.moved), hint: n().detoursWhy },
      { id: 'cost', label: n().sum, value: money(k.cost, home), hint: n().sumWhy, minor: k.cost },
    )
  return out
}

/** since is whether a shock is on or when it will be, and how long. */
export const since = (k: ShockView, date: (day: number) => string) =>
  (k.state === 'on' ? n().on : fill(n().told, { date: date(k.from) })) +
  ' · ' +
  (k.failure ? n().noEnd : fill(n().until, { date: date(k.until) }))
