import type { IconName } from '../parts/icons'
import type { Desk, Errand } from './desk.svelte'
import { fill, listed, m, money, number, tx } from './i18n.svelte'
import { n } from './network'
import type { ListingView } from './wire'

/** Todo is something that needs the student now, and where to do it. */
export interface Todo {
  id: string
  room: string
  errand?: Errand
  icon: IconName
  tone: 'fault' | 'warn' | 'sea'
  text: string
  why: string
}

/** How many days of past sales tell the pace. */
const paceDays = 7

/** pace is how many pieces of a listing sell a day lately. */
export function pace(l: ListingView): number {
  const last = l.orders.slice(-paceDays)
  return last.length ? last.reduce((a, b) => a + b, 0) / last.length : 0
}

/** cover is for how many days the stock lasts that listings share, at their pace. */
export function cover(ls: ListingView[]): number {
  const sold = ls.reduce((n, l) => n + pace(l), 0)
  return sold > 0 ? ls[0].stock / sold : Infinity
}

/** shelves are listings by what they share: the stock of a good at a place. */
function shelves(desk: Desk, ls: ListingView[]): ListingView[][] {
  const by = new Map<string, ListingView[]>()
  for (const l of ls) {
    const at = l.good + ' ' + (desk.service(l.service)?.from ?? '')
    by.set(at, [...(by.get(at) ?? []), l])
  }
  return [...by.values()]
}

/** some are the first of what a line is about; more than two end in an ellipsis. */
const some = (names: string[]) => listed(names.slice(0, 2)) + (names.length > 2 ? '…' : '')

/** todo is the queue of what needs the student now, the most urgent first. */
export function todo(desk: Desk): Todo[] {
  const { s, k } = desk
  const t = m().todo
  const out: Todo[] = []
  if (k.over) return out
  if (desk.cash < 0)
    out.push({
      id: 'debt',
      room: 'finance',
      icon: 'wallet',
      tone: 'fault',
      text: fill(t.debt, { money: money(desk.cash, desk.home) }),
      why: t.debtWhy,
    })
  const q = s.queue
  const urgent = (due: number) => (due - k.day <= 0 ? 'fault' : 'warn')
  const left = (due: number) => (due - k.day <= 0 ? t.dueToday : fill(t.dueIn, { n: due - k.day }))
  if (q.tickets)
    out.push({
      id: 'tickets',
      room: 'service',
      errand: { tab: 'tickets' },
      icon: 'headset',
      tone: urgent(q.ticket_due),
      text: fill(t.tickets, { n: q.tickets, left: left(q.ticket_due) }),
      why: t.ticketsWhy,
    })
  if (q.disputes)
    out.push({
      id: 'disputes',
      room: 'service',
      errand: { tab: 'disputes' },
      icon: 'gavel',
      tone: urgent(q.dispute_due),
      text: fill(t.disputes, { n: q.disputes, left: left(q.dispute_due) }),
      why: t.disputesWhy,
    })
  if (q.calls)
    out.push({
      id: 'calls',
      room: 'finance',
      errand: { tab: 'hedge' },
      icon: 'lock',
      tone: 'fault',
      text: fill(t.calls, { n: q.calls, left: left(q.call_due) }),
      why: t.callsWhy,
    })
  if (q.returns)
    out.push({
      id: 'returns',
      room: 'finance',
      errand: { tab: 'taxes' },
      icon: 'receipt',
      tone: urgent(q.return_due),
      text: fill(t.returns, { n: q.returns, left: left(q.return_due) }),
      why: t.returnsWhy,
    })
  if (q.cases)
    out.push({
      id: 'cases',
      room: 'account',
      errand: { tab: 'compliance' },
      icon: 'gavel',
      tone: 'fault',
      text: fill(t.cases, { n: q.cases, left: left(q.case_due) }),
      why: t.casesWhy,
    })
  if (q.duties)
    out.push({
      id: 'duties',
      room: 'account',
      errand: { tab: 'compliance' },
      icon: 'shield-check',
      tone: urgent(q.duty_due),
      text: fill(t.duties, { n: q.duties, left: left(q.duty_due) }),
      why: t.dutiesWhy,
    })
  for (const h of q.health)
    out.push({
      id: 'health' + h.marketplace,
      room: 'account',
      errand: { tab: 'health' },
      icon: 'triangle-alert',
      tone: h.state === 'warned' ? 'warn' : 'fault',
      text: fill(t.health[h.state as 'warned'], { market: desk.marketName(h.marketplace) }),
      why: t.healthWhy,
    })
  const active = s.listings.filter((l) => l.active)
  for (const l of active) {
    const good = desk.goodName(l.good)
    const market = desk.marketName(l.marketplace)
    if (l.barred === 'paper')
      out.push({
        id: 'paper' + l.number,
        room: 'account',
        errand: { tab: 'compliance', good: l.good },
        icon: 'file-check',
        tone: 'fault',
        text: fill(t.paper, { good, market }),
        why: t.paperWhy,
      })
    if (l.ad_paused)
      out.push({
        id: 'ad' + l.number,
        room: 'marketing',
        errand: { tab: 'ads', marketplace: l.marketplace },
        icon: 'megaphone',
        tone: 'sea',
        text: fill(t.adPaused, { good, market }),
        why: t.adPausedWhy,
      })
    if (l.reviews >= 3 && l.rating < 3.5)
      out.push({
        id: 'stars' + l.number,
        room: 'listings',
        errand: { listing: l.number },
        icon: 'star',
        tone: 'warn',
        text: fill(t.stars, { good, market, stars: number(l.rating, 1) }),
        why: t.starsWhy,
      })
  }
  for (const ls of shelves(desk, active)) {
    const [l] = ls
    const good = desk.goodName(l.good)
    const market = listed(ls.map((x) => desk.marketName(x.marketplace)))
    const coming =
      desk.coming(l.good) +
      s.consignments.filter((c) => c.good === l.good && c.state !== 'stocked').reduce((n, c) => n + c.quantity, 0)
    const place = desk.service(l.service)?.from !== 'home' ? { good: l.good, tab: 'consign' } : { good: l.good }
    if (l.stock === 0)
      out.push({
        id: 'out' + l.number,
        room: 'sourcing',
        errand: place,
        icon: 'package-x',
        tone: coming ? 'warn' : 'fault',
        text: fill(t.stockout, { good, market }),
        why: coming ? fill(t.stockoutComing, { n: coming }) : t.stockoutWhy,
      })
    else if (!coming) {
      const days = Math.floor(cover(ls))
      const lead = Math.min(...(desk.good(l.good)?.suppliers.map((v) => v.lead_p90) ?? [0]))
      if (days < lead)
        out.push({
          id: 'low' + l.number,
          room: 'sourcing',
          errand: place,
          icon: 'boxes',
          tone: 'warn',
          text: fill(t.low, { good, market, n: days }),
          why: fill(t.lowWhy, { n: lead }),
        })
    }
  }
  for (const r of s.reorders)
    if (r.due)
      out.push({
        id: 'reorder' + r.good + r.place,
        room: 'sourcing',
        errand: { good: r.good, tab: 'stock' },
        icon: 'boxes',
        tone: 'warn',
        text: fill(n().todo, {
          good: desk.goodName(r.good),
          place: r.place === 'home' ? n().home : tx(desk.catalogue.warehouses.find((w) => w.id === r.place)?.name),
        }),
        why: fill(n().todoWhy, { have: r.have, coming: r.coming, point: r.point }),
      })
  const inspected = [
    ...s.recent.filter((o) => o.status === 'held').map((o) => o.number + ' ' + desk.goodName(o.good)),
    ...s.consignments
      .filter((c) => c.state === 'held')
      .map((c) => fill(n().lotOf, { good: desk.goodName(c.good), n: c.quantity })),
  ]
  for (const c of s.consignments)
    if (c.detour)
      out.push({
        id: 'stranded' + c.number,
        room: 'sourcing',
        errand: { tab: 'consign' },
        icon: 'train-front',
        tone: 'warn',
        text: fill(n().stranded, { good: desk.goodName(c.good), n: c.quantity, freight: desk.freightName(c.freight) }),
        why: fill(n().strandedWhy, { wait: c.detour.wait, days: c.detour.p50, money: money(c.detour.cost, desk.home) }),
      })
  if (inspected.length)
    out.push({
      id: 'held',
      room: 'orders',
      icon: 'stamp',
      tone: 'warn',
      text: fill(t.held, { n: inspected.length, which: some(inspected) }),
      why: t.heldWhy,
    })
  const late = s.recent.filter(
    (o) => (o.status === 'ordered' || o.status === 'in_transit' || o.status === 'held') && (o.late || o.due > o.promise),
  )
  if (late.length)
    out.push({
      id: 'late',
      room: 'orders',
      errand: { tab: 'late' },
      icon: 'timer',
      tone: 'warn',
      text: fill(t.late, { n: late.length, which: some(late.map((o) => o.number + ' ' + desk.goodName(o.good))) }),
      why: t.lateWhy,
    })
  if (!s.stock.length && !s.purchases.some((p) => p.state === 'placed'))
    out.push({ id: 'buy', room: 'sourcing', icon: 'factory', tone: 'sea', text: t.buy, why: t.buyWhy })
  for (const good of new Set(s.stock.map((x) => x.good)))
    if (!s.listings.some((l) => l.good === good))
      out.push({
        id: 'list' + good,
        room: 'listings',
        errand: { good },
        icon: 'tag',
        tone: 'sea',
        text: fill(t.list, { good: desk.goodName(good) }),
        why: t.listWhy,
      })
  for (const w of s.wallets.slice(1))
    if (w.minor > 0)
      out.push({
        id: 'fx' + w.currency,
        room: 'finance',
        icon: 'arrow-right-left',
        tone: 'sea',
        text: fill(t.convert, { money: money(w.minor, w.currency) }),
        why: t.convertWhy,
      })
  return out
}
