import { describe, expect, it } from 'vitest'

type Tree = { [key: string]: string | Tree }

// Each catalogue is a file per language: zh.ts and en.ts, bridge.zh.ts and bridge.en.ts.
const files = import.meta.glob<Record<string, Tree>>(['./*.ts', '!./*.test.ts'], { eager: true })

/** leaves are the messages of a catalogue by path. */
function leaves(t: Tree, at = ''): [string, string][] {
  return Object.entries(t).flatMap(
    ([k, v]) => (typeof v === 'string' ? [[at + k, v]] : leaves(v, at + k + '.')) as [string, string][],
  )
}
const catalogue = (file: string) => new Map(Object.values(files[file]).flatMap((t) => leaves(t)))
const pairs = Object.keys(files)
  .filter((f) => /\bzh\.ts$/.test(f))
  .map((f) => [f, f.replace(/\bzh\.ts$/, 'en.ts')] as const)

/** slots are what a message is filled with: {n} and, for a word that follows a number, {n|day|days}. */
const slots = (s: string) => [...new Set([...s.matchAll(/\{(\w+)(\|[^}]*)?\}/g)].map((m) => m[1]))].sort()
/** bare is a message without its slots, so that punctuation is judged on words. */
const bare = (s: string) => s.replace(/\{\w+(\|[^}]*)?\}/g, '\u25a1')

const han = '\\p{Script=Han}'
const wrongInChinese: [string, RegExp][] = [
  ['half-width punctuation beside a Chinese character', new RegExp(`${han}[,;:!?]|[,;:!?]${han}`, 'u')],
  ['half-width brackets beside a Chinese character', new RegExp(`${han}[()]|[()]${han}`, 'u')],
  ['straight quotes beside a Chinese character', new RegExp(`${han}["']|["']${han}`, 'u')],
  ['a full stop that is a dot', new RegExp(`${han}\\.(\\s|$)`, 'u')],
  ['three dots for an ellipsis', /\.\.\./],
  ['no space between a Chinese character and a Latin letter or digit', new RegExp(`${han}[A-Za-z0-9]|[A-Za-z0-9]${han}`, 'u')],
  ['a space beside full-width punctuation', / [，。；：！？、（）“”]|[，。；：！？、（）“”] /],
  ['a space too many', / {2}|^ | $/],
]
const wrongInEnglish: [string, RegExp][] = [
  ['full-width punctuation', /[，。；：！？、（）]/],
  ['three dots for an ellipsis', /\.\.\./],
  ['a space too many', / {2}|^ | $/],
]

describe('there are catalogues', () => {
  it('in pairs of languages', () => {
    expect(pairs.length).toBeGreaterThan(0)
    for (const [zh, en] of pairs) expect([zh, en].map((f) => f in files)).toEqual([true, true])
    expect(Object.keys(files).length).toBe(2 * pairs.length)
  })
})

describe.each(pairs)('%s and %s', (zhFile, enFile) => {
  const zh = catalogue(zhFile)
  const en = catalogue(enFile)

  it('have the same messages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })
  it('say something in each', () => {
    expect([...zh, ...en].filter(([, s]) => s.trim() === '')).toEqual([])
  })
  it('are filled with the same values', () => {
    expect([...zh].filter(([k, s]) => slots(s).join() !== slots(en.get(k) ?? '').join())).toEqual([])
  })
  it.each(wrongInChinese)('Chinese has not %s', (_, wrong) => {
    expect([...zh].filter(([, s]) => wrong.test(bare(s)))).toEqual([])
  })
  it.each(wrongInEnglish)('English has not %s', (_, wrong) => {
    expect([...en].filter(([, s]) => wrong.test(bare(s)))).toEqual([])
  })
  it('are not left in the other language', () => {
    const chinese = /\p{Script=Han}/u
    expect([...en].filter(([k, s]) => chinese.test(s) && !nameOfTheOther.has(k))).toEqual([])
    expect(
      [...zh].filter(([k, s]) => /[A-Za-z]{3}.* .*[A-Za-z]{3}/.test(bare(s)) && !chinese.test(s) && !nameOfTheOther.has(k)),
    ).toEqual([])
  })
})

/** The button that changes the language is written in the other one. */
const nameOfTheOther = new Set(['language'])

describe('the rules see what they are for', () => {
  it.each([
    ['到岸成本:12', 0],
    ['税基(欧元)', 1],
    ['点击"刊登"', 2],
    ['已确认.', 3],
    ['请稍候...', 4],
    ['每天20秒', 5],
    ['第3天', 5],
    ['好， 开始', 6],
    ['开始  吧', 7],
  ])('%s', (text, rule) => expect(wrongInChinese[rule][1].test(bare(text))).toBe(true))
  it.each(['到岸成本：12', 'HS 编码', '下次回款：{n} 天后', '第 {day}/{days} 天', 'PIN（再次进入时填写）'])(
    '%s is right',
    (text) => {
      expect(wrongInChinese.filter(([, wrong]) => wrong.test(bare(text)))).toEqual([])
    },
  )
})
