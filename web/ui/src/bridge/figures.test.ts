import { describe, expect, it } from 'vitest'
import type { Result, ShopScore } from '../lib/wire'
import { mean, median, ranked, secondsTo, shown } from './figures'

const score = (shop: number, total: number) => ({ shop, name: String(shop), bot: false, total, results: [] }) as ShopScore
const result = (unit: string) => ({ unit }) as Result

describe('figures of a class', () => {
  it.each([
    [[], 0],
    [[3], 3],
    [[9, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('the median of %j is %d', (values, want) => expect(median(values as number[])).toBe(want))
  it('the mean of nothing is 0', () => expect(mean([])).toBe(0))
  it('equal totals share a place, and the next counts those before it', () => {
    expect(ranked([score(1, 50), score(2, 80), score(3, 80), score(4, 10)]).map((s) => [s.shop, s.place])).toEqual([
      [2, 1],
      [3, 1],
      [1, 3],
      [4, 4],
    ])
  })
  it('values are shown in their unit', () => {
    expect(shown(result('money'), 123456, 'CNY')).toContain('1,235')
    expect(shown(result('share'), 0.915, 'CNY')).toBe('91.5%')
    expect(shown(result('stars'), 4.25, 'CNY')).toBe('4.25')
    expect(shown(result('stars'), 0, 'CNY')).toBe('–')
  })
  it('a moment that is past is 0 seconds away', () => {
    expect(secondsTo(0)).toBe(0)
    expect(secondsTo(Date.now() + 1500)).toBe(2)
  })
})
