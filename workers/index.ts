import type { App } from '../src/app.ts'
import type { WorkerName } from '../src/config.ts'
import type { RunningWorker } from '../src/queue/worker.ts'

type Start = (app: App) => Promise<RunningWorker>

/** A machine that only delivers need not load what reads pages and builds issues: 30 MiB less, and it is there sooner. */
const starts: Readonly<Record<WorkerName, () => Promise<Start>>> = {
  collect: async () => (await import('./collect.ts')).startCollectWorker,
  issue: async () => (await import('./issue.ts')).startIssueWorker,
  deliver: async () => (await import('./deliver.ts')).startDeliverWorker,
  notices: async () => (await import('./notices.ts')).startNoticesWorker,
  schedule: async () => (await import('./schedule.ts')).startScheduleWorker,
}

/** Starts the named workers; closing lets each finish what it holds, deliveries with their batch in hand. */
export async function startWorkers(app: App, names: readonly WorkerName[]): Promise<RunningWorker> {
  const running = await Promise.all(names.map(async (name) => (await starts[name]())(app)))
  return {
    async close() {
      app.stop()
      await Promise.all(running.map((worker) => worker.close()))
    },
  }
}
