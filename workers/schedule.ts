import type { App } from '../src/app.ts'
import { openLeaderLock } from '../src/db/leader-lock.ts'
import { dropOldRecipients } from '../src/delivery/drop-old-recipients.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { reconcile } from './reconcile.ts'
import { repeatEvery } from './repeat-every.ts'
import { setWeeklyBells } from './set-weekly-bells.ts'

const everyMs = 5_000
const tidyEveryMs = 24 * 3_600_000

/**
 * Reconciles at once and every few seconds, and again when a newsletter's weekly bell rings. Of all processes one does
 * it; when that is gone, another takes its place.
 */
export async function startScheduleWorker(app: App): Promise<RunningWorker> {
  const lock = openLeaderLock(app.databaseUrl)
  const lead = leadWith(app)
  if (await lock.isLeader()) await lead()
  const weekly = handle(jobs.ringWeekly, () => reconcile(app))
  const worker = runWorker(app, 'schedule', { handlers: [weekly], concurrency: 1 })
  const ticking = repeatEvery(app, everyMs, async () => {
    if (await lock.isLeader()) await lead()
  })
  return {
    async close() {
      await Promise.all([ticking.close(), worker.close()])
      await lock.close()
    },
  }
}

function leadWith(app: App): () => Promise<void> {
  let tidiedAt = Number.NEGATIVE_INFINITY
  return async () => {
    await reconcile(app)
    // Only now: setting a cron pattern deletes a bell that is overdue (BullMQ 6.7), and the slot must be seen before.
    await setWeeklyBells(app)
    if (performance.now() - tidiedAt < tidyEveryMs) return
    await dropOldRecipients(app)
    tidiedAt = performance.now()
  }
}
