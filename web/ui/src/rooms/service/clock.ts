/** Clock is how much time is left to answer. */
export interface Clock {
  left: number
  tone: 'fault' | 'warn' | ''
}

/** clock is what is left on a day until a due day, which still counts: on its last day it is urgent. */
export function clock(due: number, day: number): Clock {
  const left = Math.max(due - day, 0)
  return { left, tone: left === 0 ? 'fault' : left === 1 ? 'warn' : '' }
}

/** byDeadline puts what waits first, the most urgent before the rest, and what is settled behind it, the newest first. */
export function byDeadline<T extends { number: number; due: number }>(all: T[], waits: (x: T) => boolean): T[] {
  return [...all].sort((a, b) =>
    waits(a) !== waits(b) ? (waits(a) ? -1 : 1) : waits(a) ? a.due - b.due || a.number - b.number : b.number - a.number,
  )
}
