import { zh, type Messages } from '../messages/zh'
import { en } from '../messages/en'

export type Locale = 'zh' | 'en'
export interface Text { zh: string; en: string }

const kept = (() => { try { return localStorage.getItem('locale') } catch { return null } })()
export const locale = $state<{ is: Locale }>({ is: kept === 'en' ? 'en' : 'zh' })

export function toggle() {
  locale.is = locale.is === 'zh' ? 'en' : 'zh'
  document.documentElement.lang = locale.is === 'zh' ? 'zh-CN' : 'en'
  try { localStorage.setItem('locale', locale.is) } catch { /* private mode: the choice lasts for this page */ }
}

export const m = (): Messages => (locale.is === 'zh' ? zh : en)
export const tx = (t: Text | undefined) => (t ? t[locale.is] : '')
export const fill = (s: string, values: Record<string, string | number>) => s.replace(/\{(\w+)\}/g, (_, k) => String(values[k] ?? ''))

const exponent: Record<string, number> = { JPY: 0, KRW: 0 }

/** money shows an amount in minor units of a currency. */
export function money(minor: number, currency: string): string {
  const e = exponent[currency] ?? 2
  return new Intl.NumberFormat(locale.is === 'zh' ? 'zh-CN' : 'en', { style: 'currency', currency, minimumFractionDigits: e, maximumFractionDigits: e }).format(minor / 10 ** e)
}
export const number = (n: number, digits = 0) => new Intl.NumberFormat(locale.is === 'zh' ? 'zh-CN' : 'en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n)
export const percent = (n: number, digits = 1) => new Intl.NumberFormat(locale.is === 'zh' ? 'zh-CN' : 'en', { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n)

/** dateOf is the date of a simulated day as 2026-07-01. */
export function dateOf(start: string, day: number): string {
  return new Date(Date.parse(start + 'T00:00:00Z') + day * 86400000).toISOString().slice(0, 10)
}
