import type { App } from '../src/app.ts'
import type { ChunkId } from '../src/delivery/chunks.repository.ts'
import { jobs } from '../src/queue/jobs.ts'

/** Rings the bell of every chunk; a bell that is not heard is rung again by the reconciler. */
export async function ringChunks(app: Pick<App, 'queues'>, chunks: readonly ChunkId[]): Promise<void> {
  for (const { issueId, n } of chunks) await app.queues.enqueue(jobs.deliverChunk, { issueId, n })
}
