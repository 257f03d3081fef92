import { describe, expect, it } from 'vitest'
import { dayBefore, digits, dotted, isCode } from './code'

describe('a code', () => {
  it.each([
    ['691310', '6913.10'],
    ['6913', '6913'],
    ['69', '69'],
  ])('%s is printed %s', (hs, printed) => expect(dotted(hs)).toBe(printed))
  it.each([
    ['6913.10', true],
    [' 6913 10 ', true],
    ['6913', false],
    ['vase', false],
    ['69131000', false],
  ])('%s is whole: %s', (typed, whole) => expect(isCode(typed)).toBe(whole))
  it('is sent without dots and blanks', () => expect(digits(' 6913.10 ')).toBe('691310'))
})

describe('the day before a rule', () => {
  it.each([
    ['2026-07-01', '2026-06-30'],
    ['2026-01-01', '2025-12-31'],
    ['2028-03-01', '2028-02-29'],
  ])('%s is %s', (date, before) => expect(dayBefore(date)).toBe(before))
})
