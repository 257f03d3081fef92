import type { IconName } from '../parts/icons'
import type { Desk } from './desk.svelte'
import { dotted } from '../rooms/customs/code'
import { colon, comma, fill, m, money, percent, tx } from './i18n.svelte'
import type { Event } from './wire'

/** Told is a fact of the shop's day as people read it. */
export interface Told {
  icon: IconName
  tone: 'good' | 'bad' | ''
  text: string
  figure: string
}

const signs: Record<string, [IconName, Told['tone']]> = {
  received: ['warehouse', 'good'],
  stocked: ['container', 'good'],
  spoilt: ['package-x', 'bad'],
  claimed: ['banknote', 'good'],
  settled: ['banknote', 'good'],
  reclaimed: ['receipt', 'good'],
  orders: ['store', 'good'],
  dispatched: ['send', ''],
  cleared: ['stamp', ''],
  inspected: ['shield-check', 'bad'],
  customs_reassessed: ['receipt', 'bad'],
  customs_held: ['hourglass', 'bad'],
  customs_delisted: ['package-open', 'bad'],
  customs_sent_back: ['rotate-ccw', 'bad'],
  customs_seized: ['package-x', 'bad'],
  came_back: ['warehouse', 'good'],
  refused: ['rotate-ccw', 'bad'],
  delivered: ['package-check', 'good'],
  lost: ['package-x', 'bad'],
  returned: ['rotate-ccw', 'bad'],
  review: ['star', ''],
  stockout: ['package-open', 'bad'],
  subscription: ['receipt', ''],
  ticket: ['info', ''],
  dispute: ['info', 'bad'],
  dispute_won: ['shield-check', 'good'],
  dispute_lost: ['rotate-ccw', 'bad'],
  warned: ['info', 'bad'],
  demoted: ['info', 'bad'],
  suspended: ['info', 'bad'],
  restored: ['shield-check', 'good'],
  appeal_refused: ['info', 'bad'],
  takedown: ['info', 'bad'],
  frozen: ['banknote', 'bad'],
  released: ['banknote', 'good'],
  fake_found: ['star', 'bad'],
  delisted: ['package-open', 'bad'],
  paper_issued: ['stamp', 'good'],
  paper_over: ['stamp', 'bad'],
  duty: ['info', ''],
  fined: ['receipt', 'bad'],
  tax_registered: ['stamp', ''],
  tax_return: ['receipt', 'bad'],
  tax_fined: ['receipt', 'bad'],
  tax_refunded: ['receipt', 'good'],
  refund_due: ['receipt', 'bad'],
  refund_lapsed: ['receipt', 'bad'],
  money_arrived: ['banknote', 'good'],
  forward_delivered: ['lock', ''],
  forward_netted: ['lock', ''],
  forward_closed: ['lock', ''],
  loan_paid: ['banknote', ''],
  margin_call: ['triangle-alert', 'bad'],
  forward_closed_out: ['lock', 'bad'],
  written_off: ['banknote', 'bad'],
  cover_agreed: ['shield-check', 'good'],
  cover_paid: ['banknote', 'good'],
  supplier_paid: ['factory', ''],
  administration: ['triangle-alert', 'bad'],
  administration_over: ['shield-check', 'good'],
  ad_paused: ['pause', 'bad'],
  festival_open: ['calendar', ''],
  festival_over: ['calendar', ''],
  price_war: ['tag', 'bad'],
}

/** wrong says what customs found against a declaration. */
function wrong(e: Event): string {
  const words = m().against as Record<string, string>
  return (e.why ?? '')
    .split(' ')
    .filter(Boolean)
    .map((x) =>
      fill(words[x], {
        declared: dotted(e.declared ?? ''),
        share: percent((e.share_bp ?? 0) / 10_000, 0),
        document: e.document ? tx(e.document) : '',
      }),
    )
    .join(comma())
}

/** told puts an event into words. */
export function told(desk: Desk, e: Event): Told {
  const [icon, tone] = signs[e.kind] ?? (['info', ''] as const)
  const words = m().kinds as Record<string, string>
  const about = [desk.goodName(e.good), desk.marketName(e.market) || (e.border ? tx(e.border) : ''), wrong(e)]
    .filter(Boolean)
    .join(' · ')
  const text = (words[e.kind] ?? e.kind) + (about ? colon() + about : '')
  const figure =
    e.kind === 'review'
      ? '★'.repeat(e.count ?? 0) + '☆'.repeat(5 - (e.count ?? 0))
      : e.minor && e.money
        ? money(e.minor, e.money)
        : e.count
          ? fill(m().times, { n: e.count })
          : ''
  return {
    icon,
    tone: e.kind === 'review' ? ((e.count ?? 0) >= 4 ? 'good' : (e.count ?? 0) <= 2 ? 'bad' : '') : tone,
    text,
    figure,
  }
}
