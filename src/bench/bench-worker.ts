import { startWorkers } from '../../workers/index.ts'
import { openApp } from '../app.ts'
import { loadConfig } from '../config.ts'
import { createLogger } from '../log.ts'

/** What a worker process used so far. */
export interface WorkerUsage {
  readonly rssMiB: number
  readonly cpuMs: number
}

const everyMs = 200

/** A deliver worker as `recap worker deliver` is one, which tells its parent what it uses, and ends with it. */
async function work(): Promise<void> {
  const config = loadConfig(process.env)
  const app = await openApp(config, { logger: createLogger(config.logLevel) })
  const workers = await startWorkers(app, ['deliver'])
  const telling = setInterval(tell, everyMs)
  tell()
  process.once('disconnect', () => {
    clearInterval(telling)
    void workers.close().then(() => app.close())
  })
}

function tell(): void {
  const { user, system } = process.cpuUsage()
  const usage: WorkerUsage = {
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
    cpuMs: (user + system) / 1000,
  }
  process.send?.(usage)
}

await work()
