import type { App } from '../src/app.ts'
import { deliverChunk } from '../src/delivery/deliver-chunk.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'

/** Mails one chunk of an issue at a time: what is in flight is what a killed process leaves in doubt. */
export async function startDeliverWorker(app: App): Promise<RunningWorker> {
  const deliver = handle(jobs.deliverChunk, async (chunk) => {
    // Who left while the database was away must not be mailed now that it is back.
    await app.unsubscribes.replay()
    const attempts = await deliverChunk(app.delivering, chunk)
    if (attempts > 0)
      app.logger.info({ issue: chunk.issueId, chunk: chunk.n, attempts }, 'a chunk was worked')
  })
  return runWorker(app, 'deliver', { handlers: [deliver], concurrency: 1 })
}
