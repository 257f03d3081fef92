/** cell quotes a value and keeps a spreadsheet from taking it for a formula. */
export function cell(v: string | number): string {
  let s = String(v)
  if (typeof v === 'string' && /^[=+\-@\t\r]/.test(s)) s = "'" + s
  return '"' + s.replace(/"/g, '""') + '"'
}

/** save offers rows as a csv file that spreadsheets open as UTF-8. */
export function save(name: string, rows: (string | number)[][]) {
  const url = URL.createObjectURL(
    new Blob(['\ufeff' + rows.map((r) => r.map(cell).join(',')).join('\r\n')], { type: 'text/csv;charset=utf-8' }),
  )
  const a = Object.assign(document.createElement('a'), { href: url, download: name + '.csv' })
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
