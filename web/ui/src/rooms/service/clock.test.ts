import { describe, expect, it } from 'vitest'
import { byDeadline, clock } from './clock'

describe('the clock of a ticket', () => {
  it('counts the days that are left', () => expect(clock(14, 10)).toEqual({ left: 4, tone: '' }))
  it('warns on the day before the last', () => expect(clock(11, 10).tone).toBe('warn'))
  it('is urgent on the last day, which still counts', () => expect(clock(10, 10)).toEqual({ left: 0, tone: 'fault' }))
  it('never goes below nothing', () => expect(clock(8, 10).left).toBe(0))
})
describe('the queue of tickets', () => {
  const x = (number: number, due: number, state = 'open') => ({ number, due, state })
  const order = (all: ReturnType<typeof x>[]) => byDeadline(all, (t) => t.state === 'open').map((t) => t.number)
  it('begins with the most urgent', () => expect(order([x(1, 9), x(2, 5), x(3, 7)])).toEqual([2, 3, 1]))
  it('takes the older of two that are due on one day', () => expect(order([x(4, 5), x(2, 5)])).toEqual([2, 4]))
  it('puts the settled behind what waits, the newest first', () =>
    expect(order([x(1, 1, 'won'), x(2, 9), x(3, 2, 'content')])).toEqual([2, 3, 1]))
  it('leaves the list as it is', () => {
    const all = [x(2, 9), x(1, 3)]
    byDeadline(all, () => true)
    expect(all.map((t) => t.number)).toEqual([2, 1])
  })
})
