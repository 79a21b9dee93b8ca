import type { App } from '../src/app.ts'
import { refreshSources } from '../src/articles/refresh-sources.ts'
import { findChunks } from '../src/delivery/find-chunks.ts'
import { prepareDueIssues } from '../src/digest/prepare-due-issues.ts'
import { prepareIssue } from '../src/digest/prepare-issue.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { closeTogether } from './close-together.ts'
import { ringChunks } from './ring-chunks.ts'
import { whileBackendIsAway } from './while-backend-is-away.ts'

/** Builds and freezes the issue of a slot, then rings its chunks that are due. */
export async function startIssueWorker(app: App): Promise<RunningWorker> {
  const prepare = handle(jobs.prepareIssue, async (slot) => {
    // After a time without Recap the week's articles are still at their sources.
    await refreshSources(app)
    const issue = await prepareIssue(app.freezing, slot)
    app.logger.info(
      { issue: issue?.id, slot: slot.slotKey, status: issue?.status, reason: issue?.reason },
      'a slot is prepared',
    )
    await ringChunks(app, await findChunks(app))
  })
  return closeTogether(
    runWorker(app, 'issue', { handlers: [prepare], concurrency: 1 }),
    whileBackendIsAway(app, async () => {
      await refreshSources(app)
      await prepareDueIssues(app.freezing)
    }),
  )
}
