import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createLogger } from '../../src/log.ts'
import { startWorkers } from '../../workers/index.ts'
import { chaosTiming } from './chaos-timing.ts'

/**
 * A process that delivers and reconciles, made to be killed: `node worker-process.ts QUEUE_PREFIX`. It says `ready`
 * over its channel, and its clock goes wrong by as many milliseconds as it is told there.
 */
let offsetMs = Number(process.env['CLOCK_OFFSET_MS'] ?? 0)
process.on('message', (message: { offsetMs: number }) => (offsetMs = message.offsetMs))

const config = loadConfig(process.env)
const app = await openApp(config, {
  logger: createLogger(config.logLevel),
  queuePrefix: process.argv[2] ?? 'recap',
  now: () => new Date(Date.now() + offsetMs),
  timing: chaosTiming,
})
const workers = await startWorkers(app, ['issue', 'deliver', 'schedule'])
process.send?.('ready')
process.once(
  'SIGTERM',
  () =>
    void workers
      .close()
      .then(() => app.close())
      .then(() => process.exit(0)),
)
