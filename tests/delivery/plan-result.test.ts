import { describe, expect, test } from '@jest/globals'
import { planResult, type Attempted } from '../../src/delivery/plan-result.ts'
import type { Outcome } from '../../src/mail/read-verdict.ts'

const now = new Date('2026-11-23T06:00:00Z')
const minute = 60_000

const attempted = (more: Partial<Attempted> = {}): Attempted => {
  return { seq: 7, attempt: 1, deferredAt: null, now, policy: 'resend', canAsk: false, ...more }
}

const notSent = (cause: 'servers' | 'domain' | 'connection', waitMs = 0): Outcome => {
  return { kind: 'not_sent', response: 'it broke', cause, waitMs }
}
const busy: Outcome = { kind: 'deferred', code: 451, response: '451 later' }
const silent: Outcome = { kind: 'unknown', response: 'no answer' }

describe('what the ledger keeps of an outcome', () => {
  test('a reply that settles it is final', () => {
    const yes = planResult({ kind: 'accepted', code: 250, response: '250 ok' }, attempted())
    expect(yes).toMatchObject({ state: 'accepted', code: 250, retryAt: null })
    const no = planResult({ kind: 'rejected', code: 550, response: '550 no' }, attempted())
    expect(no).toMatchObject({ state: 'rejected', code: 550, retryAt: null })
    expect(planResult({ kind: 'unsupported', response: 'no SMTPUTF8' }, attempted())).toMatchObject({
      state: 'rejected',
      phase: 'unsupported',
    })
  })

  test.each([
    [1, 5],
    [2, 15],
    [3, 30],
    [4, 60],
    [5, 120],
    [6, 240],
    [9, 240],
  ])(
    'attempt %i that the server put off is made again in %i minutes, give or take a fifth',
    (attempt, wait) => {
      const { state, retryAt, deferredAt } = planResult(busy, attempted({ attempt }))
      expect({ state, deferredAt }).toEqual({ state: 'deferred', deferredAt: now })
      const waited = (retryAt!.getTime() - now.getTime()) / minute
      expect(waited).toBeGreaterThanOrEqual(wait * 0.8)
      expect(waited).toBeLessThanOrEqual(wait * 1.2)
    },
  )

  test('two recipients of the same second come back at different times', () => {
    const times = [1, 2, 3, 4].map((seq) => planResult(busy, attempted({ seq })).retryAt?.getTime())
    expect(new Set(times).size).toBe(4)
  })

  test('48 hours after it was first put off it expires', () => {
    const deferredAt = new Date(now.getTime() - 47.9 * 60 * minute)
    expect(planResult(busy, attempted({ attempt: 8, deferredAt }))).toMatchObject({ state: 'expired' })
  })

  test('a fault of all servers costs the recipient nothing; one of the connection is tried again at once', () => {
    expect(planResult(notSent('servers'), attempted())).toMatchObject({ state: 'pending', retryAt: null })
    const soon = planResult(notSent('connection'), attempted())
    expect(soon.state).toBe('deferred')
    expect(soon.retryAt!.getTime() - now.getTime()).toBeLessThanOrEqual(12_000)
  })

  test('a domain that is left alone is waited for as long as it is', () => {
    const { state, retryAt } = planResult(notSent('domain', 10 * minute), attempted())
    expect(state).toBe('deferred')
    expect(retryAt!.getTime() - now.getTime()).toBeGreaterThanOrEqual(8 * minute)
  })

  test('a mail without an answer goes by the policy, unless somebody can be asked', () => {
    expect(planResult(silent, attempted())).toMatchObject({ state: 'deferred', phase: 'no-answer' })
    expect(planResult(silent, attempted({ policy: 'leave' }))).toMatchObject({ state: 'unknown' })
    const doubtful = { state: 'attempted', phase: 'no-answer' }
    expect(planResult(silent, attempted({ canAsk: true, policy: 'leave' }))).toMatchObject(doubtful)
  })
})
