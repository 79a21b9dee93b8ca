import { AppError, errorText } from '../errors.ts'
import { renderStoredIssue } from '../digest/render-issue.ts'
import { senderDomain } from '../sender.ts'
import { postponeChunks, releaseChunk, renewLease, type Claim } from './chunks.repository.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import { exchangeBatches } from './exchange-batches.ts'
import { holdIssue, markSending, setMovingReason, settleIssue } from './issue-state.repository.ts'
import { keepLease, type Lease } from './lease.ts'
import type { BatchEnd } from './mail-batch.ts'
import { isOwnerGone } from '../db/owner.ts'
import { skipRecipients } from './recipients.repository.ts'
import { replayJournals } from './replay-journal.ts'
import { probeAfterSeconds, settleDoubt } from './settle-doubt.ts'
import type { FrozenLetter } from './write-mail.ts'

/** How long mail servers that cannot be used are left alone, at least and at most. */
const shortestPauseMs = 5_000
const pauseAfterFaultMs = 30_000

/** How soon a chunk is looked at again of which only rows in doubt are left. */
const doubtPauseSeconds = 30

/**
 * Works a chunk under its lease, gives it back, and returns how many attempts were recorded. Every attempt is committed
 * before its mail leaves, and every outcome is written under the epoch of this claim.
 */
export async function workChunk(needs: DeliverNeeds, claim: Claim): Promise<number> {
  const { leaseSeconds } = needs.timing
  const lease = keepLease({
    leaseSeconds,
    clocks: needs.clocks,
    renew: () => renewLease(needs.db, claim, leaseSeconds),
    onError: (error) => needs.logger.warn({ ...idOf(claim), err: error }, 'a lease could not be renewed'),
  })
  try {
    return await work(needs, claim, lease)
  } finally {
    await lease.end()
    needs.failpoint('during finalise')
    const doubtSeconds = needs.probe ? probeAfterSeconds : doubtPauseSeconds
    await releaseChunk(needs.db, claim, { notBefore: needs.now(), doubtSeconds })
    await settleIssue(needs.db, claim.issueId)
  }
}

async function work(needs: DeliverNeeds, claim: Claim, lease: Lease): Promise<number> {
  const isGone = claim.previousOwner !== null && isOwnerGone(claim.previousOwner)
  if (isGone || claim.previousOwner === needs.owner) await replayJournals(needs)
  const stored = await renderStoredIssue(needs, claim.issueId)
  const identity = {
    seed: stored.issue.message_seed,
    domain: senderDomain(needs.fromOf(stored.newsletter)),
  }
  const settled = await settleDoubt(needs, claim, { age: doubtAge(needs, isGone), identity })
  if (settled > 0)
    needs.logger.warn({ ...idOf(claim), settled }, 'a worker died before it knew the outcome of mails')
  if (claim.status === 'cancelled') return skipRecipients(needs.db, claim, 'cancelled')
  const letter = await openFrozen(needs, claim, stored)
  return letter ? mailChunk(needs, { claim, lease, letter }) : 0
}

function doubtAge({ probe, timing }: DeliverNeeds, isGone: boolean) {
  const unanswered = probe ? probeAfterSeconds : 0
  return { unanswered, unheard: isGone ? unanswered : timing.doubtSeconds }
}

/** The letter as it was frozen; an issue whose bytes are gone or cannot be read is held, and others go on. */
async function openFrozen(
  needs: DeliverNeeds,
  claim: Claim,
  stored: Awaited<ReturnType<typeof renderStoredIssue>>,
): Promise<FrozenLetter | undefined> {
  try {
    const { html, text, subject, content_hash: hash } = stored.issue
    if (html !== null && text !== null && subject !== null && hash !== null) return needs.letterOf(stored)
    await hold(needs, claim, 'What was frozen of it is gone from the database: restore that from a backup.')
  } catch (error) {
    await hold(needs, claim, `What was frozen of it cannot be read: ${errorText(error)}.`)
  }
  return undefined
}

interface Mailing {
  readonly claim: Claim
  readonly lease: Lease
  readonly letter: FrozenLetter
}

async function mailChunk(needs: DeliverNeeds, { claim, lease, letter }: Mailing): Promise<number> {
  await markSending(needs.db, claim.issueId)
  const journal = needs.journal.open(claim)
  try {
    const { recorded, fault } = await exchangeBatches(needs, { claim, lease, letter, journal })
    await journal.close(true)
    if (fault) await answerFault(needs, claim, fault)
    else if (letter.issue.reason !== null && recorded > 0)
      await setMovingReason(needs.db, claim.issueId, null)
    return recorded
  } catch (error) {
    await journal.close(false)
    throw await explain(needs, claim, error)
  }
}

async function answerFault(
  needs: DeliverNeeds,
  claim: Claim,
  { kind, told, waitMs }: NonNullable<BatchEnd['fault']>,
): Promise<void> {
  if (kind === 'content') return hold(needs, claim, `Its mail cannot be sent: ${told}.`)
  if (kind === 'lease') return
  const until = new Date(
    needs.now().getTime() + Math.min(Math.max(waitMs, shortestPauseMs), pauseAfterFaultMs),
  )
  await postponeChunks(needs.db, claim.issueId, until)
  needs.logger.error({ ...idOf(claim), response: told }, 'the mail server cannot be used')
  await setMovingReason(
    needs.db,
    claim.issueId,
    `The mail server cannot be used (${told}). It is tried again every half minute; \`recap doctor\` looks into it.`,
  )
}

async function hold(needs: DeliverNeeds, claim: Claim, reason: string): Promise<void> {
  needs.logger.error({ ...idOf(claim), reason }, 'the issue is held')
  const { issueId } = claim
  const mend = `Mend it, then \`recap issue resume ${issueId}\`, or \`recap issue cancel ${issueId}\`.`
  await holdIssue(needs.db, issueId, `${reason} ${mend}`)
}

async function explain(needs: DeliverNeeds, claim: Claim, error: unknown): Promise<unknown> {
  if (!(error instanceof AppError && error.code === 'gone')) return error
  await hold(needs, claim, error.message)
  return error
}

function idOf(claim: Claim): { issue: number; chunk: number } {
  return { issue: claim.issueId, chunk: claim.n }
}
