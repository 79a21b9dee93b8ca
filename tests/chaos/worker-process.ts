import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { findChunks } from '../../src/delivery/find-chunks.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { failpointAt, failpointNames, noFailpoint } from '../../src/failpoints.ts'
import { createLogger } from '../../src/log.ts'
import { startWorkers } from '../../workers/index.ts'
import { ringChunks } from '../../workers/ring-chunks.ts'
import { chaosTiming } from './chaos-timing.ts'

/**
 * A process that delivers and reconciles, made to be killed: `node worker-process.ts QUEUE_PREFIX`. It says `ready`
 * over its channel, and its clock goes wrong by as many milliseconds as it is told there. With DIE_AT it dies at a
 * failpoint, the time that DIE_AFTER says; with SEND_ISSUE it sends an issue and ends.
 */
let offsetMs = Number(process.env['CLOCK_OFFSET_MS'] ?? 0)
process.on('message', (message: { offsetMs: number }) => (offsetMs = message.offsetMs))

const dieAt = failpointNames.find((name) => name === process.env['DIE_AT'])
const die = (): void => void process.kill(process.pid, 'SIGKILL')

const config = loadConfig(process.env)
const app = await openApp(config, {
  logger: createLogger(config.logLevel),
  queuePrefix: process.argv[2] ?? 'recap',
  now: () => new Date(Date.now() + offsetMs),
  timing: chaosTiming,
  failpoint: dieAt ? failpointAt(dieAt, Number(process.env['DIE_AFTER'] ?? 1), die) : noFailpoint,
})
const issueId = Number(process.env['SEND_ISSUE'] ?? 0)
if (issueId > 0) {
  await sendIssue(app.freezing, issueId, 'test')
  await ringChunks(app, await findChunks(app))
  await app.close()
  process.exit(0)
}
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
