import type { App } from '../src/app.ts'
import { fetchSource } from '../src/articles/fetch-source.ts'
import { findSource } from '../src/articles/sources.repository.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'

/**
 * Most jobs only wait for their host, and the fetcher bounds what is open at once. More than may wait for one host, so
 * that a host that hangs leaves room for others.
 */
const sourcesAtOnce = 128

/** Reads sources and the pages they name. It rings nobody: articles wait for their week. */
export async function startCollectWorker(app: App): Promise<RunningWorker> {
  const collect = handle(jobs.collectSource, async ({ sourceId }) => {
    const source = await findSource(app.db, sourceId)
    // Another job may have read it since the bell rang.
    if (source && source.next_poll_at > app.now()) return
    await fetchSource(app, sourceId)
  })
  return runWorker(app, 'collect', { handlers: [collect], concurrency: sourcesAtOnce })
}
