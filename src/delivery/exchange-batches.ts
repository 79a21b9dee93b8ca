import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { hasCode } from '../db/has-code.ts'
import { batchSizeOf, type DeliverNeeds } from './deliver-needs.ts'
import type { Exchanged } from './ledger.repository.ts'
import { mailBatch, type Batch, type BatchEnd, type ChunkRun } from './mail-batch.ts'
import { partitionName } from './partition-name.ts'
import { replayFile } from './replay-journal.ts'
import type { Result } from './results.repository.ts'

interface RunEnd {
  /** How many attempts were recorded that count. */
  readonly recorded: number
  readonly fault: BatchEnd['fault']
}

/**
 * Mails a chunk batch by batch: what came of one is written down together with the taking of the next. Ends when
 * nobody is left, the process is told to stop, the issue is stopped, or a fault that is nobody's shows.
 */
export async function exchangeBatches(needs: DeliverNeeds, run: ChunkRun): Promise<RunEnd> {
  const size = batchSizeOf(needs.connections)
  let end: BatchEnd = { results: [], fault: null }
  let after = run.claim.seqFrom - 1
  let recorded = 0
  for (;;) {
    const isLast = end.fault !== null || needs.stopping.aborted
    const { results, fault } = end
    const exchanged = await exchange(needs, run, { results, after, size: isLast ? 0 : size })
    if (exchanged.recorded < results.length) throw leaseLost(run)
    recorded += results.filter(({ state }) => state !== 'pending').length
    if (exchanged.last === after) return { recorded, fault }
    after = exchanged.last
    end = await mailBatch(needs, run, exchanged)
  }
}

interface Wish {
  readonly results: readonly Result[]
  readonly after: number
  readonly size: number
}

async function exchange(needs: DeliverNeeds, run: ChunkRun, wish: Wish): Promise<Exchanged & Batch> {
  const { claim, lease } = run
  const at = needs.clocks()
  if (wish.size > 0) needs.failpoint('before attempt is committed')
  try {
    const { leaseSeconds } = needs.timing
    const exchanged = await needs.ledger.exchange({ ...wish, claim, leaseSeconds, now: needs.now() })
    if (exchanged.held) lease.renewed(at)
    if (exchanged.attempts.length > 0) needs.failpoint('after attempt is committed')
    return { ...exchanged, lookedAt: at }
  } catch (error) {
    if (hasCode(error, '42P01')) throw partitionGone(run)
    throw await leaveInOrder(needs, run, { error, after: wish.after })
  }
}

/**
 * A statement that failed may have been committed all the same. What it took was never mailed, which the journal
 * keeps; the ledger is brought up to the journal as soon as it answers, by this process or a later one.
 */
async function leaveInOrder(
  needs: DeliverNeeds,
  { journal, claim }: ChunkRun,
  { error, after }: { error: unknown; after: number },
): Promise<AppError> {
  journal.writeUntouched(after)
  await journal.close(false)
  const deadline = performance.now() + needs.timing.leaseSeconds * 500
  while (performance.now() < deadline && !(await isReplayed(needs, journal.file))) await delay(250)
  const message = `The ledger could not be written while chunk ${claim.n} of issue ${claim.issueId} was sent; it is taken up again.`
  return new AppError('retry_later', message, { cause: error })
}

async function isReplayed(needs: DeliverNeeds, file: string): Promise<boolean> {
  try {
    await replayFile(needs, file)
    return true
  } catch {
    return false
  }
}

function leaseLost({ claim }: ChunkRun): AppError {
  return new AppError(
    'lease_lost',
    `The lease of chunk ${claim.n} of issue ${claim.issueId} was lost to another worker.`,
  )
}

function partitionGone({ claim: { issueId } }: ChunkRun): AppError {
  return new AppError(
    'gone',
    `The part of the ledger that holds its recipients (table ${partitionName(issueId)}) is missing: restore it from a backup.`,
  )
}
