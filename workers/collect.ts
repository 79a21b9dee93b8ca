import type { App } from '../src/app.ts'
import { fetchSource } from '../src/articles/fetch-source.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'

/** Reads sources and the pages they name. It rings nobody: articles wait for their week. */
export async function startCollectWorker(app: App): Promise<RunningWorker> {
  const collect = handle(jobs.collectSource, async ({ sourceId }) => {
    await fetchSource(app, sourceId)
  })
  return runWorker(app, 'collect', { handlers: [collect], concurrency: 4 })
}
