import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { findChunks } from '../../src/delivery/find-chunks.ts'
import { sendIssue } from '../../src/delivery/send-issue.ts'
import { failpointAt, failpointNames, noFailpoint } from '../../src/failpoints.ts'
import { createLogger } from '../../src/log.ts'
import { startWorkers } from '../../workers/index.ts'
import { ringChunks } from '../../workers/ring-chunks.ts'
import type { WorkerOrder } from './worker-handle.ts'

/**
 * A process that delivers and reconciles, made to be killed. It waits for its order, says `ready` over its channel once
 * it works, and its clock goes wrong by as many milliseconds as it is told there. With DIE_AT it dies at a failpoint,
 * the time that DIE_AFTER says; with SEND_ISSUE it sends an issue and ends.
 */
let offsetMs = 0
const { env, queuePrefix, timing } = await new Promise<WorkerOrder>((resolve) => {
  process.on('message', (message: WorkerOrder | { readonly offsetMs: number }) => {
    offsetMs = message.offsetMs
    if ('env' in message) resolve(message)
  })
})
// Whoever ordered it is gone.
process.once('disconnect', () => process.exit(1))

const dieAt = failpointNames.find((name) => name === env['DIE_AT'])
const die = (): void => void process.kill(process.pid, 'SIGKILL')

const config = loadConfig(env)
const app = await openApp(config, {
  logger: createLogger(config.logLevel),
  queuePrefix,
  now: () => new Date(Date.now() + offsetMs),
  ...(timing && { timing }),
  failpoint: dieAt ? failpointAt(dieAt, Number(env['DIE_AFTER'] ?? 1), die) : noFailpoint,
})
const issueId = Number(env['SEND_ISSUE'] ?? 0)
if (issueId > 0) {
  await sendIssue(app.freezing, issueId, 'test')
  await ringChunks(app, await findChunks(app))
  await app.close()
  process.exit(0)
}
const workers = await startWorkers(app, config.workers)
process.send?.('ready')
process.once(
  'SIGTERM',
  () =>
    void workers
      .close()
      .then(() => app.close())
      .then(() => process.exit(0)),
)
