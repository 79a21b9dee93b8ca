import type { ChunkId } from './chunks.repository.ts'
import { deliverChunk } from './deliver-chunk.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import { deliverWaiting } from './deliver-waiting.ts'

/** Mails a chunk, if one is named, and then all that wait. */
export async function deliverFrom(needs: DeliverNeeds, chunk?: ChunkId): Promise<void> {
  const first = chunk ? await deliverChunk(needs, chunk) : 0
  const attempts = first + (await deliverWaiting(needs))
  if (attempts > 0) needs.logger.info({ attempts }, 'chunks were worked')
}
