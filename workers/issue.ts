import type { App } from '../src/app.ts'
import { refreshSources } from '../src/articles/refresh-sources.ts'
import { prepareDueIssues } from '../src/digest/prepare-due-issues.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { closeTogether } from './close-together.ts'
import { prepareSlot } from './prepare-slot.ts'
import { whileBackendIsAway } from './while-backend-is-away.ts'

/** Prepares the issue of the slot whose bell rang; while no bell can ring, it looks for due slots itself. */
export async function startIssueWorker(app: App): Promise<RunningWorker> {
  const prepare = handle(jobs.prepareIssue, (slot) => prepareSlot(app, slot))
  return closeTogether(
    runWorker(app, 'issue', { handlers: [prepare], concurrency: 1 }),
    whileBackendIsAway(app, async () => {
      await refreshSources(app)
      await prepareDueIssues(app.freezing)
    }),
  )
}
