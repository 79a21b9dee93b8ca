import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeEachBackend } from '../support/each-backend.ts'
import type { BackendKind } from '../support/test-app.ts'
import { faults } from './faults/all-faults.ts'
import type { Fault } from './faults/fault.ts'
import type { RunReport } from './judge-run.ts'
import { runKillStorm } from './kill-storm.ts'
import { tellReport } from './report.ts'
import { runChaos } from './run-chaos.ts'
import { openWorld, type World } from './world.ts'

/** Two chunks, one for each of two workers. */
const recipients = 600

/** What strikes together, by the backend that is worth the most with it; every kind of fault is among them. */
const pairs: Readonly<Record<BackendKind, [string, string][]>> = {
  postgres: [
    ['a worker dies after reply before journal', 'PostgreSQL restarts at once'],
    ['the mail server hangs up after the dot', 'the reply to outcomes is cut'],
    ['a thousand clicks on send', 'the web server is killed while readers leave'],
    ['clocks go an hour back', 'an old backup of the database is restored'],
  ],
  redis: [
    ['a process dies during freeze', 'Redis is killed and comes back empty'],
    ['Redis is flushed', 'backends are terminated at random'],
    ['everyone is greylisted', 'a worker is killed while the mail server is silent after dot'],
  ],
}

function faultNamed(name: string): Fault {
  const fault = faults.find((each) => each.name === name)
  if (!fault) throw new Error(`no fault is called ${name}`)
  return fault
}

describeEachBackend('a send that is broken off again and again, on %s', (backend) => {
  let world: World

  beforeAll(async () => {
    world = await openWorld(backend)
  }, 120_000)

  afterAll(() => world.close())

  test.each(pairs[backend])(
    'keeps every invariant when %s and %s',
    async (first, second) => {
      const plan = { recipients, faults: [first, second].map(faultNamed), moments: [0.2, 0.5] }
      const report = await runChaos(world, plan)
      expect({ broken: report.broken, told: tellReport(report) }).toMatchObject({ broken: [] })
    },
    300_000,
  )

  test('keeps every invariant when its workers are killed over and over', async () => {
    const reports: RunReport[] = []
    await runKillStorm(world, { kills: 4, recipients, tell: (report) => reports.push(report) })
    expect(reports.flatMap(({ broken }) => broken)).toEqual([])
    expect(reports.map(({ lost }) => lost)).toEqual(reports.map(() => 0))
  }, 300_000)
})
