import type { WaitingChunk } from './chunks.repository.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import { findChunks } from './find-chunks.ts'
import { holdAfterRestore, type RestoreNeeds } from './hold-after-restore.ts'
import { takeOver } from './take-over.ts'

/**
 * Takes over from processes of this host that have died and returns the chunks that wait then, none when nobody died.
 * A database that is put back while we run holds everything first.
 */
export async function findOrphans(
  needs: RestoreNeeds & { readonly delivering: DeliverNeeds },
): Promise<WaitingChunk[]> {
  await holdAfterRestore(needs)
  return (await takeOver(needs.delivering)) > 0 ? findChunks(needs) : []
}
