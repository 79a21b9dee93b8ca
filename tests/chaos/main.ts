import { parseArgs } from 'node:util'
import { drawPlans } from './draw-plans.ts'
import { measureTakeovers } from './measure-takeovers.ts'
import { runKillStorm } from './kill-storm.ts'
import type { RunReport } from './judge-run.ts'
import { sumReports, tellReport } from './report.ts'
import { runChaos } from './run-chaos.ts'
import { openWorld } from './world.ts'

/**
 * A row for each run on stderr, and the sum of all as JSON on stdout:
 * `npm run chaos -- --seeds 30 --recipients 2000 --backend redis` breaks a send a run, alone first and then in pairs;
 * `--kills 2000` kills workers over and over; `--takeover` times how soon a dead worker is replaced.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '30' },
    recipients: { type: 'string', default: '2000' },
    backend: { type: 'string', default: 'postgres' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
    kills: { type: 'string' },
    takeover: { type: 'boolean', default: false },
  },
})
const backend = values.backend === 'redis' ? 'redis' : 'postgres'
const recipients = Number(values.recipients)
const reports: RunReport[] = []
const tell = (report: RunReport): void => {
  reports.push(report)
  process.stderr.write(`${reports.length} ${tellReport(report)}\n`)
}
const world = await openWorld(backend)
// Servers and a mounted disk must not be left behind.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void world.close().finally(() => process.exit(1)))
try {
  if (values.takeover) process.stdout.write(`${JSON.stringify(await measureTakeovers(world))}\n`)
  else if (values.kills !== undefined) {
    await runKillStorm(world, { kills: Number(values.kills), recipients, tell })
  } else {
    const { only } = values
    const draw = { recipients, only, hasRedis: backend === 'redis' }
    const plans = drawPlans({ ...draw, seeds: Number(values.seeds), first: Number(values.first) })
    for (const plan of plans) tell(await runChaos(world, plan))
  }
} finally {
  await world.close()
}
const total = sumReports(reports)
if (reports.length > 0) process.stdout.write(`${JSON.stringify({ backend, recipients, ...total })}\n`)
process.exitCode = total.broken === 0 ? 0 : 1
