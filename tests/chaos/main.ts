import { parseArgs } from 'node:util'
import { drawPlans } from './draw-plans.ts'
import { runChaos } from './run-chaos.ts'
import { openWorld } from './world.ts'

/** `npm run chaos -- --seeds 30 --recipients 2000 --backend redis`: a row a run, and the sum of all as JSON. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '30' },
    recipients: { type: 'string', default: '2000' },
    backend: { type: 'string', default: 'postgres' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const backend = values.backend === 'redis' ? 'redis' : 'postgres'
const total = { runs: 0, kills: 0, lost: 0, duplicates: 0, bound: 0, worstRecoveryMs: 0, broken: 0 }
const world = await openWorld(backend)
try {
  const plans = drawPlans({
    seeds: Number(values.seeds),
    first: Number(values.first),
    recipients: Number(values.recipients),
    hasRedis: backend === 'redis',
    only: values.only,
  })
  for (const [index, plan] of plans.entries()) {
    const report = await runChaos(world, plan)
    total.runs += 1
    total.kills += report.kills
    total.lost += report.lost
    total.duplicates += report.duplicates
    total.bound += report.bound
    total.worstRecoveryMs = Math.max(total.worstRecoveryMs, report.recoveryMs)
    total.broken += report.broken.length
    process.stderr.write(
      `${index + 1} ${report.faults.join(' + ')}: kills ${report.kills}, lost ${report.lost}, duplicates ${report.duplicates} of ${report.bound}, recovered in ${report.recoveryMs} ms\n`,
    )
    for (const { invariant, faults } of report.broken)
      process.stderr.write(
        `   BROKEN ${invariant}: ${faults.slice(0, 5).join('; ')}${faults.length > 5 ? ` and ${faults.length - 5} more` : ''}\n`,
      )
  }
} finally {
  await world.close()
}
process.stdout.write(`${JSON.stringify({ backend, recipients: Number(values.recipients), ...total })}\n`)
process.exitCode = total.broken === 0 ? 0 : 1
