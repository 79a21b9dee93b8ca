import { mapLimit } from '../map-limit.ts'
import type { Outcome } from '../mail/read-verdict.ts'
import { clip } from '../mail/smtp-failure.ts'
import { errorText } from '../errors.ts'
import type { Claim } from './chunks.repository.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import type { Lease } from './lease.ts'
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

/** What the mailer says, or what kept a mail from being handed to it. */
type Mailed =
  | Outcome
  | { readonly kind: 'content_fault'; readonly response: string }
  | { readonly kind: 'stale_lease' }

/** Mails everyone of a batch and keeps each outcome in the journal at once. */
export async function mailBatch(
  needs: DeliverNeeds,
  run: ChunkRun,
  attempts: readonly Attempt[],
): Promise<BatchEnd> {
  const mailed = await mapLimit(attempts, needs.connections, async (attempt) => {
    const outcome = await mail(needs, run, attempt)
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

/** What cannot even be written is our own fault, and no server is asked. */
async function mail(needs: DeliverNeeds, { letter, lease }: ChunkRun, attempt: Attempt): Promise<Mailed> {
  if (!lease.isFresh()) return { kind: 'stale_lease' }
  let written: WrittenMail
  try {
    written = await writeMail(letter, attempt)
  } catch (error) {
    return { kind: 'content_fault', response: clip(errorText(error)) }
  }
  let isStale = false
  const mayStart = (): boolean => {
    isStale = !lease.isFresh()
    return !isStale
  }
  const outcome = await needs.mailer.send({ ...written.envelope, mayStart }, written.message)
  return isStale && outcome.kind === 'not_sent' ? { kind: 'stale_lease' } : outcome
}

interface Answered {
  readonly attempt: Attempt
  readonly outcome: Mailed
}

function resultOf(needs: DeliverNeeds, { letter }: ChunkRun, { attempt, outcome }: Answered): Result {
  if (outcome.kind === 'stale_lease' || outcome.kind === 'content_fault') return untried(attempt)
  return planResult(outcome, {
    seq: attempt.seq,
    attempt: attempt.attempt,
    deferredAt: attempt.deferredAt,
    now: needs.now(),
    policy: letter.issue.unknown_policy ?? 'resend',
    canAsk: needs.probe !== null,
  })
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
