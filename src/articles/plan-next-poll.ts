import { errorText, type AppError } from '../errors.ts'
import { FetchError } from './fetch-failures.ts'
import { readRetryAfter } from './read-retry-after.ts'
import type { SourcePoll, SourceRow } from './sources.repository.ts'

export type PolledSource = Pick<
  SourceRow,
  'id' | 'poll_minutes' | 'status' | 'fail_count' | 'failing_since' | 'last_error'
>

const minute = 60_000
const day = 24 * 60 * minute
/** A news sitemap only lists the articles of two days, so no source may wait longer. */
const longestWait = day
const firstWait = 15 * minute
const shortestWait = minute
const busyWait = 5 * minute
const missingFor = 7 * day
const spread = 0.1

/**
 * Plans the next poll of a source after an answer (`failure` null) or a failure. A wait is spread by up to a tenth, always
 * the same for the same source, and is a day at most. 410 ends the polling and 401 and 403 pause it; 404 is an `error`
 * only when it lasts for 7 days; `retry_later` (its host was busy) is no failure of the source.
 */
export function planNextPoll(source: PolledSource, failure: AppError | null, now: Date): SourcePoll {
  const { status, fail_count, failing_since, last_error } = source
  if (failure === null)
    return {
      status: 'active',
      fail_count: 0,
      failing_since: null,
      last_error: null,
      next_poll_at: after(now, spreadWait(source.id, source.poll_minutes * minute)),
    }
  if (failure.code === 'retry_later') {
    const next_poll_at = after(now, spreadWait(source.id, busyWait))
    return { status, fail_count, failing_since, last_error, next_poll_at }
  }
  const failingSince = failing_since ?? now
  return {
    status: statusAfter(failure, now.getTime() - failingSince.getTime()),
    fail_count: fail_count + 1,
    failing_since: failingSince,
    last_error: errorText(failure),
    next_poll_at: askedFor(failure, now) ?? after(now, backOff(source)),
  }
}

function statusAfter(failure: AppError, failingForMs: number): SourcePoll['status'] {
  if (failure.code === 'gone') return 'gone'
  const httpStatus = failure instanceof FetchError ? failure.status : null
  if (httpStatus === 401 || httpStatus === 403) return 'paused'
  return httpStatus === 404 && failingForMs < missingFor ? 'active' : 'error'
}

/** When a site that is overloaded or has a fault wants to be asked again; at least a minute from now. */
function askedFor(failure: AppError, now: Date): Date | null {
  if (!(failure instanceof FetchError) || failure.retryAfter === null) return null
  if (failure.status !== 429 && failure.status < 500) return null
  const time = readRetryAfter(failure.retryAfter, now)
  if (time === null) return null
  const wait = Math.max(time.getTime() - now.getTime(), shortestWait)
  return after(now, Math.min(wait, longestWait))
}

function backOff({ id, fail_count }: PolledSource): number {
  return spreadWait(id, firstWait * 2 ** Math.min(fail_count, 10))
}

/** Multiples of the golden ratio spread any run of ids evenly. */
function spreadWait(id: number, wait: number): number {
  const share = (id * 0.618_033_988_75) % 1
  return Math.min(Math.round(wait * (1 + spread * share)), longestWait)
}

function after(now: Date, wait: number): Date {
  return new Date(now.getTime() + wait)
}
