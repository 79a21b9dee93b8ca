import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createLogger } from '../../src/log.ts'
import { startWorkers } from '../../workers/index.ts'

/** A process that delivers, to be killed by a test: `node worker-process.ts QUEUE_PREFIX`. It says `ready` once. */
const config = loadConfig(process.env)
const app = await openApp(config, {
  logger: createLogger(config.logLevel),
  queuePrefix: process.argv[2] ?? 'recap',
})
const workers = await startWorkers(app, ['deliver', 'schedule'])
process.stdout.write('ready\n')
process.once('SIGTERM', () => void workers.close().then(() => app.close()))
