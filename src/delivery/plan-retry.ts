import { createHash } from 'node:crypto'
import type { UnknownPolicy } from '../db/values.ts'
import type { Outcome } from '../mail/read-verdict.ts'
import type { Result } from './deliveries.repository.ts'

const minute = 60_000
const retryMinutes = [5, 15, 30, 60, 120, 240]
const longestTry = 48 * 60 * minute

/** A fault of the connection is nobody's refusal, so it is tried again sooner. */
const connectionRetryMinutes = [1, ...retryMinutes]

/** What is known of a recipient when an attempt ends. */
export interface Attempted {
  readonly seq: number
  readonly attempt: number
  readonly firstTry: Date
  readonly now: Date
  readonly policy: UnknownPolicy
}

/** What the ledger writes for an outcome: final, or tried again later with jitter, for 48 hours at most. */
export function planRetry(outcome: Outcome, attempted: Attempted): Result {
  const known = base(outcome, attempted)
  if (outcome.kind === 'accepted' || outcome.kind === 'rejected')
    return { ...known, state: outcome.kind, retryAt: null }
  if (outcome.kind === 'deferred') return retry({ ...known, phase: 'deferred' }, attempted, retryMinutes)
  if (outcome.kind === 'not_sent')
    return retry({ ...known, phase: 'connection' }, attempted, connectionRetryMinutes)
  // No server of ours can carry the address, which is no word about the mailbox.
  if (outcome.kind === 'unsupported')
    return { ...known, phase: 'unsupported', state: 'rejected', retryAt: null }
  const unanswered = { ...known, phase: 'no-answer' }
  return attempted.policy === 'leave'
    ? { ...unanswered, state: 'unknown', retryAt: null }
    : retry(unanswered, attempted, connectionRetryMinutes)
}

type Base = Omit<Result, 'state' | 'retryAt'>

function base(outcome: Outcome, { seq }: Attempted): Base {
  return { seq, phase: null, code: 'code' in outcome ? outcome.code : null, response: outcome.response }
}

function retry(result: Base, attempted: Attempted, schedule: readonly number[]): Result {
  const wait = schedule[Math.min(attempted.attempt, schedule.length) - 1] ?? 1
  const retryAt = new Date(attempted.now.getTime() + wait * minute * jitter(attempted))
  const expired = retryAt.getTime() - attempted.firstTry.getTime() > longestTry
  return expired ? { ...result, state: 'expired', retryAt: null } : { ...result, state: 'deferred', retryAt }
}

/** Between 0.8 and 1.2, the same for the same attempt, so that a storm does not come back as one. */
function jitter({ seq, attempt }: Attempted): number {
  return 0.8 + 0.4 * (createHash('sha256').update(`${seq}/${attempt}`).digest().readUInt16BE(0) / 65_535)
}
