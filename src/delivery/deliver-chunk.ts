import { claimChunk, type ChunkId, type Wanted } from './chunks.repository.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import { holdAfterRestore } from './hold-after-restore.ts'
import { workChunk } from './work-chunk.ts'

/** Mails the recipients of a chunk that are due, if the chunk is free, and returns how many attempts were recorded. */
export async function deliverChunk(needs: DeliverNeeds, id: ChunkId): Promise<number> {
  return (await deliverOne(needs, id)) ?? 0
}

/**
 * Works one chunk that is wanted, due and free; undefined when there is none. Who left while the database was away is
 * brought in first, and a database that was put back under this process is noticed: what its old ledger says is open
 * may have been mailed.
 */
export async function deliverOne(needs: DeliverNeeds, wanted: Wanted): Promise<number | undefined> {
  if (await holdAfterRestore(needs)) return undefined
  const { owner, timing, now } = needs
  await needs.leavers.replay()
  const claim = await claimChunk(needs.db, { wanted, owner, leaseSeconds: timing.leaseSeconds, now: now() })
  return claim && workChunk(needs, claim)
}
