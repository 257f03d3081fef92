import { locale, number, percent, round } from '../lib/i18n.svelte'
import type { Result, ShopScore } from '../lib/wire'

/** median of some values; 0 of none. */
export function median(values: number[]): number {
  if (values.length === 0) return 0
  const s = [...values].sort((x, y) => x - y)
  const at = s.length >> 1
  return s.length % 2 ? s[at] : (s[at - 1] + s[at]) / 2
}
export const mean = (values: number[]) => (values.length ? values.reduce((n, v) => n + v, 0) / values.length : 0)

/** shown is an indicator's value as people read it. */
export function shown(r: Result, v: number, home: string): string {
  if (r.unit === 'money') return round(v, home)
  if (r.unit === 'stars') return v ? number(v, 2) : '–'
  return percent(v)
}

/** ranked are scores by total, best first, with their places; equal totals share one. */
export function ranked(scores: ShopScore[]): (ShopScore & { place: number })[] {
  const s = [...scores].sort((x, y) => y.total - x.total || x.shop - y.shop)
  return s.map((x) => ({ ...x, place: 1 + s.filter((o) => o.total > x.total).length }))
}

/** moment is a time of the clock on the wall. */
export const moment = (iso: string) =>
  new Intl.DateTimeFormat(locale.is === 'zh' ? 'zh-CN' : 'en', {
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(iso))

/** secondsTo are the whole seconds until a moment, as Date.now() counts; 0 once it is past. */
export const secondsTo = (due: number) => Math.max(0, Math.ceil((due - Date.now()) / 1000))
