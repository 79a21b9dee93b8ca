import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../src/app.ts'
import type { RunningWorker } from '../src/queue/worker.ts'

/** Does something again and again with a pause between; what fails is told and tried again. */
export function repeatEvery(
  app: Pick<App, 'logger'>,
  pauseMs: number,
  work: () => Promise<void>,
): RunningWorker {
  const stopping = new AbortController()
  const repeating = (async () => {
    for (;;) {
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      await attempt(app, work)
    }
  })()
  return {
    async close() {
      stopping.abort()
      await repeating
    },
  }
}

/** Does something that is done again anyway; what fails is told. */
export async function attempt(app: Pick<App, 'logger'>, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    app.logger.error({ err: error }, 'a task of the service failed; it is tried again')
  }
}
