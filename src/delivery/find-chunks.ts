import type { Database } from '../db/database.ts'
import type { Clock } from '../time.ts'
import { listWaitingChunks, type Wanted, type WaitingChunk } from './chunks.repository.ts'
import { listMovingIssues, settleIssue } from './issue-state.repository.ts'

/** Enough to wake every worker: each takes chunk after chunk once it is awake. */
const mostAtOnce = 64

/** Finds chunks that wait for a worker, and brings the state of moving issues up to date. */
export async function findChunks(
  { db, now }: { db: Database; now: Clock },
  wanted: Wanted = {},
): Promise<WaitingChunk[]> {
  for (const { id } of await listMovingIssues(db)) await settleIssue(db, id)
  return listWaitingChunks(db, { wanted, now: now(), limit: mostAtOnce })
}
