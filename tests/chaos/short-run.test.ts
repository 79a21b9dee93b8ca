import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { describeEachBackend } from '../support/each-backend.ts'
import type { BackendKind } from '../support/test-app.ts'
import { faults } from './faults/all-faults.ts'
import type { Fault } from './faults/fault.ts'
import { tellReport } from './report.ts'
import { runChaos } from './run-chaos.ts'
import { openWorld, type World } from './world.ts'

/** Two chunks, one for each of two workers. */
const recipients = 600

/** What strikes together, by the backend that is worth the most with it; every kind of fault is among them. */
const pairs: Readonly<Record<BackendKind, [string, string][]>> = {
  postgres: [
    ['a worker dies after reply before journal', 'PostgreSQL restarts at once'],
    ['the web server is killed while readers leave', 'the mail server hangs up after the dot'],
    ['clocks are an hour fast', 'an old backup of the database is restored'],
  ],
  redis: [
    ['a process dies during freeze', 'Redis is killed and comes back empty'],
    ['a worker is killed while the mail server is silent after dot', 'backends are terminated at random'],
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
})
