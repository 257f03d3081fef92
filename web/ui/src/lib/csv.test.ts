import { afterEach, describe, expect, it, vi } from 'vitest'
import { cell, save } from './csv'

describe('a cell', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+49 30', `"'+49 30"`],
    ['-2', `"'-2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
  ])('that a spreadsheet would take for a formula is text: %j', (text, want) => expect(cell(text)).toBe(want))
  it.each([
    ['豫见“好货”', '"豫见“好货”"'],
    ['a "b", c', '"a ""b"", c"'],
    ['', '""'],
    ['two\nlines', '"two\nlines"'],
  ])('keeps what it holds: %j', (text, want) => expect(cell(text)).toBe(want))
  it('keeps a negative number a number', () => expect(cell(-12.5)).toBe('"-12.5"'))
})

describe('a file', () => {
  afterEach(() => vi.restoreAllMocks())
  it('opens as UTF-8 in a spreadsheet, one row a line', async () => {
    let blob: Blob | undefined
    vi.spyOn(URL, 'createObjectURL').mockImplementation((b) => {
      blob = b as Blob
      return 'blob:1'
    })
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      expect(this.download).toBe('board.csv')
    })
    save('board', [
      ['名次', '店铺'],
      [1, '=豫见'],
    ])
    expect(click).toHaveBeenCalledOnce()
    const bytes = new Uint8Array(await blob!.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toBe(`"名次","店铺"\r\n"1","'=豫见"`)
  })
})
