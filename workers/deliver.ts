import type { App } from '../src/app.ts'
import { deliverFrom } from '../src/delivery/deliver-from.ts'
import { chunksAtOnce } from '../src/delivery/deliver-needs.ts'
import { findOrphans } from '../src/delivery/find-orphans.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { closeTogether } from './close-together.ts'
import { repeatEvery } from './repeat-every.ts'
import { ringChunks } from './ring-chunks.ts'
import { watchForRestore } from './watch-for-restore.ts'
import { whileBackendIsAway } from './while-backend-is-away.ts'

const lookEveryMs = 5_000

/** Mails chunks: the one whose bell rang and all that wait; while no bell can ring, it looks for them itself. */
export async function startDeliverWorker(app: App): Promise<RunningWorker> {
  await findOrphans(app)
  const deliver = handle(jobs.deliverChunk, (chunk) => deliverFrom(app.delivering, chunk))
  return closeTogether(
    runWorker(app, 'deliver', { handlers: [deliver], concurrency: chunksAtOnce }),
    repeatEvery(app, lookEveryMs, async () => ringChunks(app, await findOrphans(app))),
    watchForRestore(app),
    whileBackendIsAway(app, () => deliverFrom(app.delivering)),
  )
}
