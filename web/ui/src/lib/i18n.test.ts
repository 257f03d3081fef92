import { beforeEach, describe, expect, it } from 'vitest'
import {
  dateOf,
  fill,
  locale,
  major,
  minorOf,
  money,
  number,
  percent,
  places,
  region,
  shortDate,
  toggle,
  tx,
} from './i18n.svelte'

/** plain puts ordinary spaces where Intl has its own, so that expectations can be read. */
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ')

beforeEach(() => {
  if (locale.is !== 'zh') toggle()
})

describe('money in minor units', () => {
  it.each([
    ['CNY', 1234567, '¥12,345.67', '¥12,345.67'],
    ['EUR', 1999, '€19.99', '€19.99'],
    ['PLN', 4990, 'PLN 49.90', 'PLN 49.90'],
    ['JPY', 1250, 'JPY 1,250', 'JPY 1,250'],
    ['KRW', 15900, '₩15,900', '₩15,900'],
    ['EUR', -5, '-€0.05', '-€0.05'],
    ['CNY', 0, '¥0.00', '¥0.00'],
  ])('%s %d', (currency, minor, zh, en) => {
    expect(plain(money(minor, currency))).toBe(zh)
    toggle()
    expect(plain(money(minor, currency))).toBe(en)
  })
  it('has as many places as the currency', () => {
    expect(['CNY', 'EUR', 'PLN', 'JPY', 'KRW'].map(places)).toEqual([2, 2, 2, 0, 0])
    expect(major(1999, 'EUR')).toBe(19.99)
    expect(major(1250, 'JPY')).toBe(1250)
  })
  it.each([
    [19.99, 'EUR', 1999],
    [0.29, 'EUR', 29],
    [1.1, 'PLN', 110],
    [1250, 'JPY', 1250],
    [1234.56, 'CNY', 123456],
  ])('what is typed as %d %s is %d', (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor)
    expect(minorOf(major(minor, currency), currency)).toBe(minor)
  })
})

describe('numbers and dates', () => {
  it('groups thousands and keeps the digits asked for', () => {
    expect(number(1234567)).toBe('1,234,567')
    expect(number(7.8512, 4)).toBe('7.8512')
    expect(percent(0.1234)).toBe('12.3%')
    expect(percent(1, 0)).toBe('100%')
  })
  it('counts days from the first, across months, years and leap days', () => {
    expect(dateOf('2026-07-01', 0)).toBe('2026-07-01')
    expect(dateOf('2026-07-01', 31)).toBe('2026-08-01')
    expect(dateOf('2027-12-31', 1)).toBe('2028-01-01')
    expect(dateOf('2028-02-28', 1)).toBe('2028-02-29')
    expect(shortDate('2026-07-01', 9)).toBe('07-10')
  })
})

describe('messages', () => {
  it('are filled in', () => {
    expect(fill('第 {day}/{days} 天', { day: 3, days: 20 })).toBe('第 3/20 天')
    expect(fill('{n} {n|day|days}', { n: 1 })).toBe('1 day')
    expect(fill('{n} {n|day|days}', { n: 0 })).toBe('0 days')
    expect(fill('a value of $& and {n}', { n: '$1' })).toBe('a value of $& and $1')
  })
  it('follow the language, which the page declares and the browser keeps', () => {
    const text = { zh: '充电器', en: 'charger' }
    expect(tx(text)).toBe('充电器')
    expect(document.documentElement.lang).toBe('zh-CN')
    toggle()
    expect(tx(text)).toBe('charger')
    expect(document.documentElement.lang).toBe('en')
    expect(localStorage.getItem('locale')).toBe('en')
    expect(tx(undefined)).toBe('')
  })
})

describe('amounts in texts of the server', () => {
  it.each([
    ['账上只有 -44698.32 CNY', '账上只有 -¥44,698.32'],
    ['it costs 15.55 EUR.', 'it costs €15.55.'],
    ['1 EUR = 8.186267 CNY', '1 EUR = 8.186267 CNY'],
    ['goods up to 150 EUR', 'goods up to 150 EUR'],
    ['HS 6206.10', 'HS 6206.10'],
  ])('%s', (server, page) => {
    expect(plain(tx({ zh: server, en: server }))).toBe(page)
  })
})

describe('countries and regions', () => {
  it.each([
    ['DE', '德国', 'Germany'],
    ['SA', '沙特阿拉伯', 'Saudi Arabia'],
    ['KZ', '哈萨克斯坦', 'Kazakhstan'],
  ])('%s', (code, zh, en) => {
    expect(region(code)).toBe(zh)
    toggle()
    expect(region(code)).toBe(en)
  })
})
