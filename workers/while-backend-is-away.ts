import type { App } from '../src/app.ts'
import type { RunningWorker } from '../src/queue/worker.ts'
import { repeatEvery } from './repeat-every.ts'

const askEveryMs = 5_000
const awayAfterMs = 30_000

/** Looks for work in the ledger itself while the queue's backend has not answered for half a minute. */
export function whileBackendIsAway(
  app: Pick<App, 'backend' | 'logger'>,
  work: () => Promise<void>,
  awayMs = awayAfterMs,
): RunningWorker {
  let lastAnswer = performance.now()
  return repeatEvery(app, Math.min(askEveryMs, awayMs), async () => {
    if (await answers(app)) lastAnswer = performance.now()
    else if (performance.now() - lastAnswer >= awayMs) await work()
  })
}

async function answers({ backend }: Pick<App, 'backend'>): Promise<boolean> {
  try {
    await backend.check()
    return true
  } catch {
    return false
  }
}
