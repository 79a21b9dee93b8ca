import { expect, test } from '@jest/globals'
import { afterFault, closedBreaker, isLeftAlone, isOnTrial } from '../../src/mail/lane-breaker.ts'

const faults = (count: number, now = 0) =>
  Array.from({ length: count }).reduce<typeof closedBreaker>((b) => afterFault(b, now, false), closedBreaker)

test('one or two faults in a row leave the server in use, the third does not', () => {
  expect(isLeftAlone(faults(2), 0)).toBe(false)
  expect(isLeftAlone(faults(3), 0)).toBe(true)
})

test('a refused login ends it at once, for a password that is wrong stays wrong', () => {
  expect(isLeftAlone(afterFault(closedBreaker, 0, true), 0)).toBe(true)
})

test('twenty connections that fail together count as one fault of the server', () => {
  expect(faults(20)).toMatchObject({ openUntil: 5000, wait: 10_000 })
})

test('when the wait is over one trial is due, and each trial that fails doubles the wait, to five minutes', () => {
  let breaker = faults(3)
  const waits = Array.from({ length: 9 }, () => {
    const now = breaker.openUntil ?? 0
    expect(isOnTrial(breaker, now - 1)).toBe(false)
    expect(isOnTrial(breaker, now)).toBe(true)
    breaker = afterFault(breaker, now, false)
    return (breaker.openUntil ?? 0) - now
  })
  expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000, 300_000])
})
