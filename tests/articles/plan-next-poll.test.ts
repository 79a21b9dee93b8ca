import { describe, expect, test } from '@jest/globals'
import { badStatus } from '../../src/articles/fetch-failures.ts'
import { planMove } from '../../src/articles/plan-move.ts'
import { planNextPoll, type PolledSource } from '../../src/articles/plan-next-poll.ts'
import { AppError } from '../../src/errors.ts'

const now = new Date('2026-11-22T12:00:00Z')
const minutes = 60_000
const day = 24 * 60 * minutes

function source(more: Partial<PolledSource> = {}): PolledSource {
  return {
    id: 1,
    poll_minutes: 30,
    status: 'active',
    fail_count: 0,
    failing_since: null,
    last_error: null,
    ...more,
  }
}

const answer = (status: number, retryAfter: string | null = null) =>
  badStatus(new URL('https://example.com/feed'), status, retryAfter)
const timeout = new AppError(
  'unreachable',
  'https://example.com/feed took longer than 30 s; try again later.',
)
const html = new AppError('unreadable', 'https://example.com/feed is an HTML page, not a feed.')
const waitOf = (plan: { next_poll_at: Date }) => plan.next_poll_at.getTime() - now.getTime()
const failingFor = (ms: number) => source({ fail_count: 20, failing_since: new Date(now.getTime() - ms) })

describe('a success', () => {
  test('clears all trouble', () => {
    const failing = source({ status: 'error', fail_count: 4, failing_since: now, last_error: 'x' })
    expect(planNextPoll(failing, null, now)).toMatchObject({
      status: 'active',
      fail_count: 0,
      failing_since: null,
      last_error: null,
    })
  })

  test('waits for the minutes of the source and up to a tenth more, the same each time', () => {
    for (let id = 1; id <= 1_000; id++) {
      const wait = waitOf(planNextPoll(source({ id }), null, now))
      expect(wait).toBeGreaterThanOrEqual(30 * minutes)
      expect(wait).toBeLessThanOrEqual(33 * minutes)
      expect(waitOf(planNextPoll(source({ id }), null, now))).toBe(wait)
    }
  })

  test('spreads 1,000 sources evenly: no more than 7 are due in the same second', () => {
    const seconds = new Map<number, number>()
    for (let id = 1; id <= 1_000; id++) {
      const second = Math.floor(waitOf(planNextPoll(source({ id }), null, now)) / 1000)
      seconds.set(second, (seconds.get(second) ?? 0) + 1)
    }
    expect(Math.max(...seconds.values())).toBeLessThanOrEqual(7)
  })

  test('is a day away at most', () => {
    expect(waitOf(planNextPoll(source({ poll_minutes: 10_000 }), null, now))).toBe(day)
  })
})

describe('a failure', () => {
  test.each<[string, AppError, PolledSource, string]>([
    ['410', answer(410), source(), 'gone'],
    ['401', answer(401), source(), 'paused'],
    ['403', answer(403), source(), 'paused'],
    ['404', answer(404), source(), 'active'],
    ['404 after a short trouble of another kind', answer(404), source({ status: 'error' }), 'active'],
    ['404 for almost 7 days', answer(404), failingFor(7 * day - 1), 'active'],
    ['404 for 7 days', answer(404), failingFor(7 * day), 'error'],
    ['429', answer(429), source(), 'error'],
    ['500', answer(500), source(), 'error'],
    ['503', answer(503), source(), 'error'],
    ['a timeout', timeout, source(), 'error'],
    ['HTML or an empty body', html, source(), 'error'],
  ])('with %s leaves the source', (_name, failure, before, status) => {
    expect(planNextPoll(before, failure, now)).toMatchObject({
      status,
      fail_count: before.fail_count + 1,
      failing_since: before.failing_since ?? now,
      last_error: failure.message,
    })
  })

  test.each<[string, AppError]>([
    ['404', answer(404)],
    ['429', answer(429)],
    ['500', answer(500)],
    ['503', answer(503)],
    ['a timeout', timeout],
    ['HTML', html],
  ])('with %s waits 15 minutes, then twice as long each time, a day at most', (_name, failure) => {
    for (let failed = 0; failed < 100; failed++) {
      const wait = waitOf(planNextPoll(source({ id: 7, fail_count: failed }), failure, now))
      const bare = 15 * minutes * 2 ** failed
      expect(wait).toBeGreaterThanOrEqual(Math.min(bare, day))
      expect(wait).toBeLessThanOrEqual(Math.min(bare * 1.1, day))
    }
  })

  test('of two sources is tried again at two times', () => {
    const [one, two] = [1, 2].map((id) => waitOf(planNextPoll(source({ id }), timeout, now)))
    expect(one).not.toBe(two)
  })

  test.each<[string, number]>([
    ['120', 120_000],
    ['0', minutes],
    ['Sun, 22 Nov 2026 13:00:00 GMT', 60 * minutes],
    ['Sunday, 22-Nov-26 13:00:00 GMT', 60 * minutes],
    ['Sun Nov 22 13:00:00 2026', 60 * minutes],
    ['Sun, 22 Nov 2026 11:00:00 GMT', minutes],
    ['604800', day],
    ['Sun, 22 Nov 2037 13:00:00 GMT', day],
  ])('with "Retry-After: %s" waits as long as asked, a minute at least and a day at most', (field, wait) => {
    for (const status of [429, 500, 503])
      expect(waitOf(planNextPoll(source({ fail_count: 3 }), answer(status, field), now))).toBe(wait)
  })

  test.each(['soon', '-5', '1.5', '', '9999999999999999'])(
    'with the senseless "Retry-After: %s" backs off as without',
    (field) => {
      const plain = planNextPoll(source(), answer(503), now).next_poll_at
      expect(planNextPoll(source(), answer(503, field), now).next_poll_at).toEqual(plain)
    },
  )

  test('that is only a busy host leaves all but the next time', () => {
    const before = source({ fail_count: 2, status: 'error', failing_since: now, last_error: 'x' })
    const { next_poll_at, ...rest } = planNextPoll(before, new AppError('retry_later', 'busy'), now)
    expect(before).toMatchObject(rest)
    expect(waitOf({ next_poll_at })).toBeLessThan(6 * minutes)
  })
})

describe('an address that moved for good', () => {
  const url = 'https://old.example/feed'
  const target = 'https://new.example/feed'
  const hours = (n: number) => new Date(now.getTime() + n * 60 * minutes)

  function moveAfter(answers: readonly [number, string | null][]): string | null {
    let state = { url, permanent_url: null, permanent_count: 0, permanent_since: null } as Parameters<
      typeof planMove
    >[0]
    let moveTo: string | null = null
    for (const [hour, answered] of answers) {
      const plan = planMove(state, answered, hours(hour))
      state = { url, ...plan.columns }
      moveTo = plan.moveTo
    }
    return moveTo
  }

  test.each<[string, [number, string | null][], string | null]>([
    [
      '3 equal answers over 24 hours',
      [
        [0, target],
        [12, target],
        [24, target],
      ],
      target,
    ],
    [
      '3 equal answers in less',
      [
        [0, target],
        [1, target],
        [23.9, target],
      ],
      null,
    ],
    [
      '2 answers over a longer time',
      [
        [0, target],
        [48, target],
      ],
      null,
    ],
    [
      'another answer in between',
      [
        [0, target],
        [12, null],
        [13, target],
        [30, target],
      ],
      null,
    ],
    [
      'another target in between',
      [
        [0, target],
        [12, `${target}2`],
        [24, target],
        [30, target],
      ],
      null,
    ],
    [
      'its own address',
      [
        [0, url],
        [12, url],
        [24, url],
      ],
      null,
    ],
  ])('after %s', (_name, answers, moved) => {
    expect(moveAfter(answers)).toBe(moved)
  })
})
