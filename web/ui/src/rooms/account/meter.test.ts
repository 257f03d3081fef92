import { describe, expect, it } from 'vitest'
import { fullness } from './meter'

describe('a gauge of account health', () => {
  it('is half full at the limit', () => expect(fullness(0.04, 0.04)).toBe(50))
  it('is full at twice the limit and beyond', () => expect([fullness(0.08, 0.04), fullness(1, 0.04)]).toEqual([100, 100]))
  it('is empty without a defect, and full with one where none is allowed', () =>
    expect([fullness(0, 0), fullness(0.01, 0)]).toEqual([0, 100]))
})
