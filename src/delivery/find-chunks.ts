import type { Database } from '../db/database.ts'
import type { Clock } from '../time.ts'
import { expireLeases, listOwners, listWaitingChunks, type WaitingChunk } from './chunks.repository.ts'
import { listMovingIssues, settleIssue } from './issue-state.repository.ts'
import { isOwnerGone } from '../db/owner.ts'

const mostAtOnce = 2_000

/**
 * Finds the chunks that wait for a worker: due ones without a lease, and those of a process of this host that has
 * died, whose lease is ended at once. Also brings the state of moving issues up to date.
 */
export async function findChunks({ db, now }: { db: Database; now: Clock }): Promise<WaitingChunk[]> {
  for (const owner of await listOwners(db)) {
    if (isOwnerGone(owner)) await expireLeases(db, owner)
  }
  for (const { id } of await listMovingIssues(db)) await settleIssue(db, id)
  return listWaitingChunks(db, now(), mostAtOnce)
}
