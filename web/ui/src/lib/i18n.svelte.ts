import { zh, type Messages } from '../messages/zh'
import { en } from '../messages/en'

export type Locale = 'zh' | 'en'
export interface Text {
  zh: string
  en: string
}

const kept = (() => {
  try {
    return localStorage.getItem('locale')
  } catch {
    return null
  }
})()
export const locale = $state<{ is: Locale }>({ is: kept === 'en' ? 'en' : 'zh' })
const tag = () => (locale.is === 'zh' ? 'zh-CN' : 'en')
document.documentElement.lang = tag()

export function toggle() {
  locale.is = locale.is === 'zh' ? 'en' : 'zh'
  document.documentElement.lang = tag()
  try {
    localStorage.setItem('locale', locale.is)
  } catch {
    /* private mode: the choice lasts for this page */
  }
}

export const m = (): Messages => (locale.is === 'zh' ? zh : en)
/** colon and comma join two pieces of text. */
export const colon = () => (locale.is === 'zh' ? '：' : ': ')
export const comma = () => (locale.is === 'zh' ? '，' : ', ')
/** listed joins words of one kind. */
export const listed = (words: string[]) => words.join(locale.is === 'zh' ? '、' : ', ')
export const tx = (t: Text | undefined) => (t ? told(t[locale.is]) : '')

/** fill puts values into a message: {name}, and {n|day|days} for a word that follows the number n. */
export const fill = (s: string, values: Record<string, string | number>) =>
  s
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_, k, one, other) => (Number(values[k]) === 1 ? one : other))
    .replace(/\{(\w+)\}/g, (_, k) => String(values[k] ?? ''))

const made = new Map<string, Intl.NumberFormat>()
/** format is the formatter of the page's language, made once. */
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const k = tag() + JSON.stringify(options)
  let f = made.get(k)
  if (!f) made.set(k, (f = new Intl.NumberFormat(tag(), options)))
  return f
}

const exponent: Record<string, number> = { JPY: 0, KRW: 0 }
/** places are the decimal places of a currency's minor unit. */
export const places = (currency: string) => exponent[currency] ?? 2
/** major is an amount in whole units, for inputs and files. */
export const major = (minor: number, currency: string) => minor / 10 ** places(currency)
/** minorOf is the amount that somebody typed, in minor units. */
export const minorOf = (major: number, currency: string) => Math.round(major * 10 ** places(currency))

/** ¥ is the yuan, in either language; the yen has its code. */
const signs: Record<string, Intl.NumberFormatOptions['currencyDisplay']> = { CNY: 'narrowSymbol', JPY: 'code' }
const amount = (minor: number, currency: string, digits: number) =>
  format({
    style: 'currency',
    currency,
    currencyDisplay: signs[currency] ?? 'symbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(major(minor, currency))
/** money shows an amount in minor units of a currency. */
export const money = (minor: number, currency: string) => amount(minor, currency, places(currency))
/** round shows an amount without its decimals, where room is short. */
export const round = (minor: number, currency: string) => amount(minor, currency, 0)

/** Amounts as the server and its files write them: 15.55 EUR. Rates have more places, and limits in prose have none. */
const written = /-?\d+\.\d\d [A-Z]{3}\b/g
/** told is a text of the server with its amounts as the page shows its own. */
const told = (text: string) =>
  text.replace(written, (a) => {
    const [value, currency] = a.split(' ')
    return money(minorOf(Number(value), currency), currency)
  })
export const number = (n: number, digits = 0) =>
  format({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n)
export const percent = (n: number, digits = 1) =>
  format({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n)

/** region is the name of a country or region by its code of two letters. */
export const region = (code: string) => new Intl.DisplayNames(tag(), { type: 'region' }).of(code) ?? code

/** dateOf is the date of a simulated day as 2026-07-01. */
export function dateOf(start: string, day: number): string {
  return new Date(Date.parse(start + 'T00:00:00Z') + day * 86400000).toISOString().slice(0, 10)
}
/** shortDate is the date of a simulated day as 07-01. */
export const shortDate = (start: string, day: number) => dateOf(start, day).slice(5)
