import { save } from '../../lib/csv'
import type { Desk } from '../../lib/desk.svelte'
import { m, tx } from '../../lib/i18n.svelte'
import type { Ticket } from '../../lib/wire'
import { c } from './text'

/** saveTickets offers the tickets as a csv file. */
export function saveTickets(desk: Desk, tickets: Ticket[]) {
  const t = c()
  save('tickets', [
    [t.number, t.kind, m().good, m().marketplace, t.order, t.opened, t.due, m().status, t.answer],
    ...tickets.map((x) => [
      x.number,
      tx(x.name),
      desk.goodName(x.good),
      desk.marketName(x.marketplace),
      x.order,
      desk.date(x.opened),
      desk.date(x.due),
      t.states[x.state as 'open'] ?? x.state,
      t.answers[x.answer as 'refund'] ?? '',
    ]),
  ])
}
