import { setInterval as every } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { renderStoredIssue, type RenderNeeds } from '../digest/render-issue.ts'
import type { Logger } from '../log.ts'
import { joinMessage } from '../mail/message-bytes.ts'
import type { Outcome } from '../mail/read-verdict.ts'
import type { Mailer } from '../mail/transport.ts'
import type { Clock } from '../time.ts'
import { claimChunk, releaseChunk, renewLease, type ChunkId, type Claim } from './chunks.repository.ts'
import { recordResults, settleDoubt, takeBatch, type Attempt } from './deliveries.repository.ts'
import { markSending, settleIssue } from './issue-state.repository.ts'
import { isOwnerGone } from '../db/owner.ts'
import { planRetry } from './plan-retry.ts'
import { openLetter, writeMail, type FrozenLetter, type LetterNeeds } from './write-mail.ts'

export interface DeliverNeeds extends RenderNeeds, LetterNeeds {
  readonly db: Database
  readonly logger: Logger
  readonly mailer: Mailer
  readonly now: Clock
  /** Who signs the leases of this process. */
  readonly owner: string
  readonly timing: DeliveryTiming
  /** Aborted when the process is told to stop: the batch in hand is finished, no other begun. */
  readonly stopping: AbortSignal
}

export interface DeliveryTiming {
  readonly leaseSeconds: number
  /** How long after its attempt a message may still be answered for by a worker that only seems dead. */
  readonly doubtSeconds: number
}

/** The lease, and the ten minutes that RFC 5321 4.5.3.2.6 gives a server to answer the final dot. */
export const usualTiming: DeliveryTiming = { leaseSeconds: 60, doubtSeconds: 660 }

/** Recipients whose attempt is committed before the first of them is mailed. */
const batchSize = 40

const pauseAfterFault = 60_000

/**
 * Mails the recipients of a chunk that are due, if the chunk is free, and returns how many attempts were recorded.
 * Every attempt is committed before its mail leaves, and every outcome is written under the epoch of this claim.
 */
export async function deliverChunk(needs: DeliverNeeds, id: ChunkId): Promise<number> {
  const request = { ...id, owner: needs.owner, leaseSeconds: needs.timing.leaseSeconds, now: needs.now() }
  const claim = await claimChunk(needs.db, request)
  if (!claim) return 0
  const heartbeat = new AbortController()
  const beating = keepLease(needs, claim, heartbeat.signal)
  const run = { recorded: 0, notBefore: needs.now() }
  try {
    await mailChunk(needs, claim, run)
  } finally {
    heartbeat.abort()
    await beating
    await releaseChunk(needs.db, claim, run)
    await settleIssue(needs.db, claim.issueId)
  }
  return run.recorded
}

interface Run {
  recorded: number
  notBefore: Date
}

async function mailChunk(needs: DeliverNeeds, claim: Claim, run: Run): Promise<void> {
  await markSending(needs.db, claim.issueId)
  const isGone = claim.previousOwner !== null && isOwnerGone(claim.previousOwner)
  const settled = await settleDoubt(needs.db, claim, isGone ? 0 : needs.timing.doubtSeconds)
  if (settled > 0)
    needs.logger.warn({ ...idOf(claim), settled }, 'a worker died before it knew the outcome of mails')
  const letter = openLetter(needs, await renderStoredIssue(needs, claim.issueId))
  while (!needs.stopping.aborted) {
    const batch = await takeBatch(needs.db, claim, { size: batchSize, now: needs.now() })
    if (batch.length === 0) return
    const outcomes = await Promise.all(batch.map((attempt) => mail(needs, letter, attempt)))
    run.recorded += await record(needs, claim, { letter, batch, outcomes })
    if (outcomes.every((outcome) => outcome.kind === 'not_sent')) {
      needs.logger.error(
        { ...idOf(claim), response: outcomes[0]?.response },
        'the mail server cannot be used',
      )
      run.notBefore = new Date(needs.now().getTime() + pauseAfterFault)
      return
    }
  }
}

async function mail(needs: DeliverNeeds, letter: FrozenLetter, attempt: Attempt): Promise<Outcome> {
  const { envelope, message } = await writeMail(letter, attempt)
  return needs.mailer.send(envelope, joinMessage(message))
}

interface Batch {
  readonly letter: FrozenLetter
  readonly batch: readonly Attempt[]
  readonly outcomes: readonly Outcome[]
}

async function record(
  needs: DeliverNeeds,
  claim: Claim,
  { letter, batch, outcomes }: Batch,
): Promise<number> {
  const now = needs.now()
  const { frozen_at: frozenAt, send_at: sendAt, unknown_policy: policy } = letter.issue
  const firstTry = sendAt ?? frozenAt ?? now
  const results = batch.flatMap(({ seq, attempt }, index) => {
    const outcome = outcomes[index]
    return outcome ? [planRetry(outcome, { seq, attempt, firstTry, now, policy: policy ?? 'resend' })] : []
  })
  const recorded = await recordResults(needs.db, claim, results)
  if (recorded === results.length) return recorded
  throw new AppError(
    'lease_lost',
    `The lease of chunk ${claim.n} of issue ${claim.issueId} was lost to another worker.`,
  )
}

/** Renews the lease four times within its length; a lease that is lost shows at the next batch, which is empty. */
async function keepLease(needs: DeliverNeeds, claim: Claim, signal: AbortSignal): Promise<void> {
  const { leaseSeconds } = needs.timing
  try {
    for await (const _ of every(leaseSeconds * 250, undefined, { signal, ref: false })) {
      await renewLease(needs.db, claim, leaseSeconds).catch((error: unknown) => {
        needs.logger.warn({ ...idOf(claim), err: error }, 'a lease could not be renewed')
      })
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function idOf(claim: Claim): { issue: number; chunk: number } {
  return { issue: claim.issueId, chunk: claim.n }
}
