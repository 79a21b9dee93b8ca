import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../src/app.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { reconcile } from './reconcile.ts'
import { setWeeklyBells } from './set-weekly-bells.ts'

const everyMs = 15_000

/** Reconciles at once and every 15 s, and again when a newsletter's weekly bell rings. */
export async function startScheduleWorker(app: App): Promise<RunningWorker> {
  await reconcile(app)
  // Only now: setting a cron pattern deletes a bell that is overdue (BullMQ 6.7), and the slot must be seen before.
  await setWeeklyBells(app)
  const weekly = handle(jobs.ringWeekly, () => reconcile(app))
  const worker = runWorker(app, 'schedule', { handlers: [weekly], concurrency: 1 })
  const stopping = new AbortController()
  const ticking = tick(app, stopping.signal)
  return {
    async close() {
      stopping.abort()
      await Promise.all([ticking, worker.close()])
    },
  }
}

async function tick(app: App, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    try {
      await reconcile(app)
      await setWeeklyBells(app)
    } catch (error) {
      app.logger.error({ err: error }, 'the reconciler failed; it tries again')
    }
  }
}
