import { mapLimit } from '../map-limit.ts'
import type { Outcome } from '../mail/read-verdict.ts'
import { clip } from '../mail/smtp-failure.ts'
import { errorText } from '../errors.ts'
import type { Claim } from './chunks.repository.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import { isWithin, type Lease, type Moment } from './lease.ts'
import type { Attempt } from './ledger.repository.ts'
import type { ChunkJournal } from './outcome-journal.ts'
import { planResult, untried } from './plan-result.ts'
import type { Result } from './results.repository.ts'
import { writeMail, type FrozenLetter, type WrittenMail } from './write-mail.ts'

/** A chunk in hand, with all that its mails need. */
export interface ChunkRun {
  readonly claim: Claim
  readonly lease: Lease
  readonly journal: ChunkJournal
  readonly letter: FrozenLetter
}

/** Recipients in hand, and when it was last looked whether they want the mail. */
export interface Batch {
  readonly attempts: readonly Attempt[]
  readonly lookedAt: Moment
}

/** Nobody is mailed five seconds after leaving: a mail begins within four of the look, and takes less than one. */
const longestWaitMs = 4_000

/** What a batch came to; a fault that is nobody's ends the run. */
export interface BatchEnd {
  readonly results: readonly Result[]
  readonly fault: {
    readonly kind: 'lane' | 'content' | 'lease'
    readonly told: string
    /** How long a new try is useless, in milliseconds. */
    readonly waitMs: number
  } | null
}

/** Why a mail is not begun: the lease may be another's by now, or its reader may have left. */
type Stale = { readonly kind: 'stale_lease' | 'stale_look' }

/** What the mailer says, or what kept a mail from being handed to it. */
type Mailed = Outcome | { readonly kind: 'content_fault'; readonly response: string } | Stale

/** Mails everyone of a batch and keeps each outcome in the journal at once; who waits too long is left for the next look. */
export async function mailBatch(needs: DeliverNeeds, run: ChunkRun, batch: Batch): Promise<BatchEnd> {
  const staleness = (): Stale | undefined => {
    if (!run.lease.isFresh()) return { kind: 'stale_lease' }
    return isWithin(longestWaitMs, batch.lookedAt, needs.clocks()) ? undefined : { kind: 'stale_look' }
  }
  const mailed = await mapLimit(batch.attempts, needs.connections, async (attempt) => {
    const outcome = await mail(needs, run, { attempt, staleness })
    needs.failpoint('after reply before journal')
    run.journal.write(resultOf(needs, run, { attempt, outcome }))
    needs.failpoint('after journal before flush')
    return { attempt, outcome }
  })
  return {
    results: mailed.map((answered) => resultOf(needs, run, answered)),
    fault: faultOf(mailed.map(({ outcome }) => outcome)),
  }
}

interface Errand {
  readonly attempt: Attempt
  readonly staleness: () => Stale | undefined
}

/** What cannot even be written is our own fault, and no server is asked. */
async function mail(needs: DeliverNeeds, { letter }: ChunkRun, errand: Errand): Promise<Mailed> {
  let stale = errand.staleness()
  if (stale) return stale
  let written: WrittenMail
  try {
    written = await writeMail(letter, errand.attempt)
  } catch (error) {
    return { kind: 'content_fault', response: clip(errorText(error)) }
  }
  const mayStart = (): boolean => {
    stale = errand.staleness()
    return stale === undefined
  }
  const outcome = await needs.mailer.send({ ...written.envelope, mayStart }, written.message)
  return stale !== undefined && outcome.kind === 'not_sent' ? stale : outcome
}

interface Answered {
  readonly attempt: Attempt
  readonly outcome: Mailed
}

function resultOf(needs: DeliverNeeds, { letter }: ChunkRun, { attempt, outcome }: Answered): Result {
  if (isUnbegun(outcome)) return untried(attempt)
  return planResult(outcome, {
    seq: attempt.seq,
    attempt: attempt.attempt,
    deferredAt: attempt.deferredAt,
    now: needs.now(),
    policy: letter.issue.unknown_policy ?? 'resend',
    canAsk: needs.probe !== null,
  })
}

function isUnbegun(outcome: Mailed): outcome is Exclude<Mailed, Outcome> {
  return ['stale_lease', 'stale_look', 'content_fault'].includes(outcome.kind)
}

/** The fault of a batch that no recipient has to answer for, the worst first. */
function faultOf(outcomes: readonly Mailed[]): BatchEnd['fault'] {
  for (const outcome of outcomes) {
    if (outcome.kind === 'content_fault') return { kind: 'content', told: outcome.response, waitMs: 0 }
  }
  for (const outcome of outcomes) {
    if (outcome.kind === 'not_sent' && outcome.cause === 'servers')
      return { kind: 'lane', told: outcome.response, waitMs: outcome.waitMs }
  }
  const isStale = outcomes.some(({ kind }) => kind === 'stale_lease')
  return isStale ? { kind: 'lease', told: 'the lease was not renewed in time', waitMs: 0 } : null
}
