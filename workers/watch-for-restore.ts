import type { App } from '../src/app.ts'
import { holdAfterRestore } from '../src/delivery/hold-after-restore.ts'
import type { RunningWorker } from '../src/queue/worker.ts'
import { repeatEvery } from './repeat-every.ts'

/** A database that is put back by less than this may not be noticed. */
const markEveryMs = 1_000

/** Notes how far the database is, and holds what is going out when it is found to be an older one. */
export function watchForRestore(app: App): RunningWorker {
  return repeatEvery(app, markEveryMs, async () => void (await holdAfterRestore(app)))
}
