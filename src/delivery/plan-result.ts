import { createHash } from 'node:crypto'
import type { UnknownPolicy } from '../db/values.ts'
import type { Outcome } from '../mail/read-verdict.ts'
import type { Result } from './results.repository.ts'

const second = 1_000
const minute = 60 * second
const retryWaits = [5, 15, 30, 60, 120, 240].map((minutes) => minutes * minute)
const longestTry = 48 * 60 * minute
const shortestWait = 10 * second

/** A fault of the connection is nobody's refusal, so it is tried again sooner. */
const connectionWaits = [shortestWait, minute, ...retryWaits]

/** What is known of a recipient when an attempt ends. */
export interface Attempted {
  readonly seq: number
  readonly attempt: number
  /** When the recipient was put off for the first time. */
  readonly deferredAt: Date | null
  readonly now: Date
  readonly policy: UnknownPolicy
  /** Whether somebody can be asked later if a mail without an answer was taken. */
  readonly canAsk: boolean
}

/**
 * What the ledger writes for an outcome: final, put off with jitter for 48 hours at most, in doubt until somebody was
 * asked, or pending as if it had not been tried when the fault is nobody's.
 */
export function planResult(outcome: Outcome, attempted: Attempted): Result {
  const known = base(outcome, attempted)
  switch (outcome.kind) {
    case 'accepted':
    case 'rejected':
      return { ...known, state: outcome.kind }
    case 'deferred':
      return retry({ ...known, phase: 'deferred' }, attempted, retryWaits)
    case 'not_sent':
      return notSent(known, outcome, attempted)
    case 'unsupported':
      // No server of ours can carry the address, which is no word about the mailbox.
      return { ...known, phase: 'unsupported', state: 'rejected' }
    default:
      return unanswered({ ...known, phase: noAnswer }, attempted)
  }
}

type NotSent = Extract<Outcome, { kind: 'not_sent' }>

function notSent(known: Base, { cause, waitMs }: NotSent, attempted: Attempted): Result {
  if (cause === 'servers') return untried(attempted)
  if (cause === 'connection') return retry({ ...known, phase: 'connection' }, attempted, connectionWaits)
  return retry({ ...known, phase: 'domain' }, attempted, [Math.max(waitMs, shortestWait)])
}

/** The phase of a mail that left whole and was not answered for. */
export const noAnswer = 'no-answer'

/** A recipient who was taken but not mailed: the attempt does not count. */
export function untried({ seq, attempt }: Pick<Attempted, 'seq' | 'attempt'>): Result {
  const nothing = { phase: null, code: null, response: null, retryAt: null, deferredAt: null }
  return { seq, attempt, state: 'pending', ...nothing }
}

type Base = Omit<Result, 'state'>

function base(outcome: Outcome, { seq, attempt }: Attempted): Base {
  const code = 'code' in outcome ? outcome.code : null
  return { seq, attempt, phase: null, code, response: outcome.response, retryAt: null, deferredAt: null }
}

function unanswered(result: Base, attempted: Attempted): Result {
  if (attempted.canAsk) return { ...result, state: 'attempted' }
  if (attempted.policy === 'leave') return { ...result, state: 'unknown' }
  return retry(result, attempted, connectionWaits)
}

function retry(result: Base, attempted: Attempted, waits: readonly number[]): Result {
  const wait = waits[Math.min(attempted.attempt, waits.length) - 1] ?? minute
  const retryAt = new Date(attempted.now.getTime() + wait * jitter(attempted))
  const deferredAt = attempted.deferredAt ?? attempted.now
  if (retryAt.getTime() - deferredAt.getTime() > longestTry) return { ...result, state: 'expired' }
  return { ...result, state: 'deferred', retryAt, deferredAt }
}

/** Between 0.8 and 1.2, the same for the same attempt, so that a storm does not come back as one. */
function jitter({ seq, attempt }: Attempted): number {
  return 0.8 + 0.4 * (createHash('sha256').update(`${seq}/${attempt}`).digest().readUInt16BE(0) / 65_535)
}
