import { describe, expect, it } from 'vitest'
import type { KeywordRow, Level } from '../../lib/wire'
import { behind, coverage, letters, reached, withKeyword, workPrice } from './title'

const keyword = (more: Partial<KeywordRow> = {}): KeywordRow => ({
  query: 'q',
  text: 'keramik vase',
  gloss: { zh: '陶瓷花瓶', en: 'ceramic vase' },
  searches: 100,
  season: 1,
  reach: 'machine',
  rivals: 3,
  bid: 20,
  relevance: 1,
  covered: false,
  ...more,
})

describe('the characters of a title', () => {
  it.each([
    ['Vase', 4],
    ['  Vase  ', 4],
    ['Schüssel', 8],
    ['𠮷野', 2],
    ['钧瓷花瓶', 4],
    ['مزهرية', 6],
    ['ваза', 4],
    ['', 0],
  ])('%s', (title, n) => expect(letters(title)).toBe(n))
})

describe('what a title covers', () => {
  it('is nothing without keywords', () => expect(coverage([])).toEqual({ covered: 0, share: 0 }))
  it('weighs searches by how well they fit the good', () =>
    expect(coverage([keyword({ searches: 300, covered: true }), keyword({ searches: 1000, relevance: 0.1 })])).toEqual({
      covered: 1,
      share: 0.75,
    }))
})

describe('a keyword that is added', () => {
  it('stands alone in an empty title', () => expect(withKeyword('', 'keramik vase')).toBe('keramik vase'))
  it('leaves out words that stand there already, whatever their case', () =>
    expect(withKeyword('Vase handgemacht', 'keramik vase')).toBe('Vase handgemacht keramik'))
  it('is added whole where no spaces are set', () => expect(withKeyword('钧瓷 花瓶', '陶瓷花瓶')).toBe('钧瓷 花瓶 陶瓷花瓶'))
  it('changes nothing when it stands there', () => expect(withKeyword('keramik vase', 'Vase Keramik')).toBe('keramik vase'))
})

describe('a translation', () => {
  it('by machine reaches what a machine can write', () =>
    expect(['machine', 'professional', 'native'].map((reach) => reached(keyword({ reach }), 'machine'))).toEqual([
      true,
      false,
      false,
    ]))
  it('by a native writer reaches everything', () =>
    expect(['machine', 'professional', 'native'].every((reach) => reached(keyword({ reach }), 'native'))).toBe(true))
})

describe('better work on a listing', () => {
  const levels: Level[] = [
    { id: 'machine', name: { zh: '机翻', en: 'machine' }, price: 0 },
    { id: 'professional', name: { zh: '专业', en: 'professional' }, price: 120_00 },
    { id: 'native', name: { zh: '母语', en: 'native' }, price: 400_00 },
  ]
  it.each([
    ['of a new listing costs its price', undefined, 'native', 400_00],
    ['of the least grade costs nothing', undefined, 'machine', 0],
    ['costs nothing when it is in use', 'professional', 'professional', 0],
    ['costs its price when it is better', 'machine', 'professional', 120_00],
    ['costs nothing when it is less', 'native', 'professional', 0],
  ])('%s', (_, owned, wanted, price) => expect(workPrice(levels, owned, wanted)).toBe(price))
  it('stays once it is bought', () =>
    expect([
      behind(levels, 'native', 'machine'),
      behind(levels, 'machine', 'native'),
      behind(levels, undefined, 'machine'),
    ]).toEqual([true, false, false]))
})
