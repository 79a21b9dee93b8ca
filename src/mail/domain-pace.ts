import type { Outcome } from './read-verdict.ts'
import type { SmtpFailure } from './smtp-failure.ts'

/** How fast a destination may be mailed; times in milliseconds of one clock. */
export interface DomainPace {
  /** Messages on their way at once. */
  readonly limit: number
  /** Between two messages; 0 while the limit alone holds back. */
  readonly interval: number
  /** When it was last slowed down: what began earlier tells nothing new. */
  readonly slowedAt: number
  readonly nextStart: number
}

/** A destination that gave no trouble. */
export const freePace: DomainPace = {
  limit: Number.POSITIVE_INFINITY,
  interval: 0,
  slowedAt: Number.NEGATIVE_INFINITY,
  nextStart: Number.NEGATIVE_INFINITY,
}

const shortestInterval = 1000
const longestInterval = 10_000

/** A destination that takes as many at once needs no watching. */
const carefree = 50

/** Half of what was on its way, down to one at a time, then one message in 1, 2, 4, 8, 10 seconds. */
export function slowDown(
  pace: DomainPace,
  at: { now: number; begunAt: number; onTheWay: number },
): DomainPace {
  if (at.begunAt < pace.slowedAt) return pace
  const limit = Math.max(1, Math.floor(Math.min(pace.limit, at.onTheWay) / 2))
  const interval =
    pace.limit > 1 ? 0 : Math.min(Math.max(2 * pace.interval, shortestInterval), longestInterval)
  return { limit, interval, slowedAt: at.now, nextStart: at.now + interval }
}

/** Back by one more message at once for each round that went well, once there is no interval left. */
export function speedUp(pace: DomainPace): DomainPace {
  if (pace.interval > 0) {
    const interval = pace.interval <= shortestInterval ? 0 : pace.interval / 2
    return { ...pace, interval, nextStart: pace.nextStart - pace.interval + interval }
  }
  const limit = pace.limit + 1 / pace.limit
  return limit >= carefree ? freePace : { ...pace, limit }
}

/** What the end of a message says of its destination. */
export type PaceSign = 'good' | 'trouble' | 'none'

/** A 4yz reply to the recipient or the message is trouble, unless it speaks of one mailbox (X.1, X.2) or greylisting. */
export function paceSign(outcome: Outcome, failure?: SmtpFailure): PaceSign {
  if (outcome.kind === 'accepted') return 'good'
  const code = typeof failure?.responseCode === 'number' ? failure.responseCode : 0
  const isAboutMessage = failure?.command === 'RCPT TO' || failure?.command === 'DATA'
  if (!isAboutMessage || code < 400 || code > 499) return 'none'
  const isAboutMailbox =
    /^\d{3}[ -]4\.[12]\.\d/.test(outcome.response) || /gr[ae]y-?list/i.test(outcome.response)
  return isAboutMailbox ? 'none' : 'trouble'
}
