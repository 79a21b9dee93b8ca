import type { App } from '../src/app.ts'
import { chunksAtOnce } from '../src/delivery/deliver-needs.ts'
import { deliverChunk } from '../src/delivery/deliver-chunk.ts'
import { deliverWaiting } from '../src/delivery/deliver-waiting.ts'
import { findChunks } from '../src/delivery/find-chunks.ts'
import { holdAfterRestore } from '../src/delivery/hold-after-restore.ts'
import { takeOver } from '../src/delivery/take-over.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { repeatEvery } from './repeat-every.ts'
import { ringChunks } from './ring-chunks.ts'
import { whileBackendIsAway } from './while-backend-is-away.ts'

const lookEveryMs = 5_000

/**
 * Mails chunks: the one whose bell rang and then all that wait. Takes over at once from processes of this host that died.
 * Who left while the database was away is brought in first, whichever way the work was found.
 */
export async function startDeliverWorker(app: App): Promise<RunningWorker> {
  await takeOver(app.delivering)
  const deliver = handle(jobs.deliverChunk, async (chunk) => {
    await app.unsubscribes.replay()
    const attempts = await deliverChunk(app.delivering, chunk)
    const more = await deliverWaiting(app.delivering)
    if (attempts + more > 0) app.logger.info({ attempts: attempts + more }, 'chunks were worked')
  })
  const worker = runWorker(app, 'deliver', { handlers: [deliver], concurrency: chunksAtOnce })
  const watch = repeatEvery(app, lookEveryMs, async () => {
    // Seen while it runs: a database that is put back under it holds as well.
    await holdAfterRestore(app)
    if ((await takeOver(app.delivering)) > 0) await ringChunks(app, await findChunks(app))
  })
  const poll = whileBackendIsAway(app, async () => {
    await app.unsubscribes.replay()
    await deliverWaiting(app.delivering)
  })
  return {
    async close() {
      await Promise.all([worker.close(), watch.close(), poll.close()])
    },
  }
}
