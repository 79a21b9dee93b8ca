import type { App } from '../src/app.ts'
import { openLeaderLock } from '../src/db/leader-lock.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { closeTogether } from './close-together.ts'
import { leadWith } from './lead.ts'
import { reconcile } from './reconcile.ts'
import { attempt, repeatEvery } from './repeat-every.ts'

const everyMs = 5_000

/**
 * Reconciles at once and every few seconds, and again when a newsletter's weekly bell rings. Of all processes one does
 * it; when that is gone, another takes its place.
 */
export async function startScheduleWorker(app: App): Promise<RunningWorker> {
  const lock = openLeaderLock(app.databaseUrl)
  const lead = leadWith(app)
  const work = async () => ((await lock.isLeader()) ? lead() : undefined)
  await attempt(app, work)
  const weekly = handle(jobs.ringWeekly, () => reconcile(app))
  const worker = runWorker(app, 'schedule', { handlers: [weekly], concurrency: 1 })
  const both = closeTogether(repeatEvery(app, everyMs, work), worker)
  return { close: async () => both.close().then(() => lock.close()) }
}
