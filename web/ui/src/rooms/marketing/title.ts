import type { KeywordRow, Level } from '../../lib/wire'

/** letters counts a title's characters as the marketplace does. */
export const letters = (title: string) => [...title.trim()].length

/** coverage is how many keywords a title covers and what share of the searches that fit the good they are. */
export function coverage(rows: KeywordRow[]): { covered: number; share: number } {
  const weigh = (list: KeywordRow[]) => list.reduce((n, k) => n + k.searches * k.relevance, 0)
  const all = weigh(rows)
  const mine = rows.filter((k) => k.covered)
  return { covered: mine.length, share: all > 0 ? weigh(mine) / all : 0 }
}

/** withKeyword puts a keyword at the end of a title, and leaves out the words that stand in it already. */
export function withKeyword(title: string, keyword: string): string {
  const has = new Set(
    title
      .toLowerCase()
      .split(/[\s,，、·|]+/u)
      .filter(Boolean),
  )
  const fresh = keyword.split(/\s+/u).filter((x) => !has.has(x.toLowerCase()))
  const fits = fresh.length === 0 || /\s/u.test(keyword) ? fresh.join(' ') : keyword
  return [title.trim(), fits].filter(Boolean).join(' ')
}

/** levels of translation, from the least. */
const grades = ['machine', 'professional', 'native']
/** reached says whether a keyword can stand in a title of a translation level in words that shoppers type. */
export const reached = (k: KeywordRow, translation: string) => grades.indexOf(k.reach) <= Math.max(grades.indexOf(translation), 0)

const at = (levels: Level[], id?: string) => levels.findIndex((l) => l.id === id)

/** workPrice is what a grade of work costs whoever has another already: the better one's price, nothing for what is owned. */
export const workPrice = (levels: Level[], owned: string | undefined, wanted: string) =>
  at(levels, wanted) > Math.max(at(levels, owned), 0) ? levels[at(levels, wanted)].price : 0

/** behind says whether a grade is less than what is bought: that stays. */
export const behind = (levels: Level[], owned: string | undefined, wanted: string) => at(levels, wanted) < at(levels, owned)
