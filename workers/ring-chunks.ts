import type { App } from '../src/app.ts'
import type { WaitingChunk } from '../src/delivery/chunks.repository.ts'
import { jobs } from '../src/queue/jobs.ts'

/**
 * Rings the bell of every chunk; one that is not heard is rung again by the reconciler. BullMQ keeps the bell of a
 * killed worker for a minute or more, so the epoch makes the next one a new bell.
 */
export async function ringChunks(
  app: Pick<App, 'queues' | 'failpoint'>,
  chunks: readonly WaitingChunk[],
): Promise<void> {
  for (const { issueId, n, epoch } of chunks) {
    app.failpoint('during doorbell add')
    await app.queues.enqueue(jobs.deliverChunk, { issueId, n, epoch })
  }
}
