import type { App } from '../src/app.ts'
import type { WorkerName } from '../src/config.ts'
import type { RunningWorker } from '../src/queue/worker.ts'
import { startCollectWorker } from './collect.ts'
import { startDeliverWorker } from './deliver.ts'
import { startIssueWorker } from './issue.ts'
import { startNoticesWorker } from './notices.ts'
import { startScheduleWorker } from './schedule.ts'

type Start = (app: App) => Promise<RunningWorker>

const starts: Readonly<Record<WorkerName, Start>> = {
  collect: startCollectWorker,
  issue: startIssueWorker,
  deliver: startDeliverWorker,
  notices: startNoticesWorker,
  schedule: startScheduleWorker,
}

/** Starts the named workers; closing lets each finish what it holds, deliveries with their batch in hand. */
export async function startWorkers(app: App, names: readonly WorkerName[]): Promise<RunningWorker> {
  const running = await Promise.all(names.map((name) => starts[name](app)))
  return {
    async close() {
      app.stop()
      await Promise.all(running.map((worker) => worker.close()))
    },
  }
}
