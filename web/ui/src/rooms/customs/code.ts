/** dotted is a six-digit code as tariffs print it: 6913.10. */
export const dotted = (hs: string) => (hs.length > 4 ? `${hs.slice(0, 4)}.${hs.slice(4)}` : hs)
/** digits are what somebody typed of a code, without dots and blanks. */
export const digits = (typed: string) => typed.replace(/[.\s]/g, '')
/** isCode says whether somebody typed a whole code. */
export const isCode = (typed: string) => /^\d{6}$/.test(digits(typed))
/** dayBefore is the date before a date, both as 2026-07-01. */
export const dayBefore = (date: string) => new Date(Date.parse(date + 'T00:00:00Z') - 86400000).toISOString().slice(0, 10)
