import { setTimeout as delay } from 'node:timers/promises'
import type { Rig } from '../rig.ts'
import type { SinkMode } from '../sink-session.ts'
import { connections, type Fault } from './fault.ts'

/** A mail server that turns away, hangs up, or is cut off. */
export const mailFaults: readonly Fault[] = [
  {
    name: 'the mail server hangs up before the dot',
    strike: inMode({ kind: 'hang-up-before-dot', share: 0.3 }),
  },
  {
    name: 'the mail server hangs up after the dot',
    strike: inMode({ kind: 'hang-up-after-dot', share: 0.1 }),
  },
  { name: 'the mail server resets after its 250', strike: inMode({ kind: 'reset-after-250', share: 0.1 }) },
  {
    name: 'the mail server ends connections after a few messages',
    strike: inMode({ kind: 'close-every', messages: 7 }),
  },
  { name: 'the mail server defers everything', strike: inMode({ kind: 'defer', code: 451 }) },
  { name: 'the mail server defers everything for 40 minutes', strike: deferForLong },
  { name: 'the mail server is too busy', strike: inMode({ kind: 'defer', code: 421 }) },
  { name: 'everyone is greylisted', strike: inMode({ kind: 'greylist' }) },
  { name: 'mail connections are cut', strike: cutMail },
]

function inMode(mode: SinkMode): (rig: Rig) => Promise<void> {
  return async ({ sink }) => {
    await sink.setMode(mode)
    await delay(1_500)
    await sink.setMode({ kind: 'take' })
  }
}

const minute = 60_000

/** How long a destination that is in trouble may still be tried at full speed. */
const settlingMs = 5_000

/** A destination that defers everything is tried by each worker once a second at most (I13), however late it gets. */
async function deferForLong(rig: Rig): Promise<void> {
  await rig.sink.setMode({ kind: 'defer', code: 451 })
  await delay(settlingMs)
  const triesBefore = countTries(rig)
  const startedAt = Date.now()
  for (let minutes = 0; minutes < 40; minutes += 4) {
    rig.stepClock(4 * minute)
    await delay(1_500)
  }
  const seconds = (Date.now() - startedAt) / 1_000
  const tries = countTries(rig) - triesBefore
  const most = Math.ceil(seconds + 1) * rig.workers.filter((worker) => worker.isAlive()).length
  if (tries > most) {
    const told = `a destination that defers everything was tried ${tries} times in ${seconds} s, not ${most}`
    rig.findings.push({ invariant: 'I13 no storm of tries', told })
  }
  await rig.sink.setMode({ kind: 'take' })
}

function countTries({ sink }: Rig): number {
  return sink.records().filter(({ phase }) => phase === 'mail').length
}

async function cutMail({ proxies, damage, workers }: Rig): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    damage.cutAtDot += connections * workers.filter((worker) => worker.isAlive()).length
    proxies.smtp.cut()
    await delay(300)
  }
}
