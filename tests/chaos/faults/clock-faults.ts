import { Temporal } from '@js-temporal/polyfill'
import { setTimeout as delay } from 'node:timers/promises'
import { setNewsletter } from '../../../src/digest/set-newsletter.ts'
import { addArticle } from '../../support/frozen-issue.ts'
import type { Rig } from '../rig.ts'
import type { Fault } from './fault.ts'

const hour = 3_600_000
const minute = 60_000

const wrongMs = 3_000

/** Longer than the reconciler takes to come round. */
const roundMs = 6_500

/** Clocks that jump, by hand and by law. */
export const clockFaults: readonly Fault[] = [
  { name: 'clocks are an hour fast', strike: (rig) => setWrong(rig, hour) },
  { name: 'clocks are an hour slow', strike: (rig) => setWrong(rig, -hour) },
  { name: 'summer time skips the hour of an issue', strike: (rig) => changeClocks(rig, 'skips') },
  { name: 'winter time repeats the hour of an issue', strike: (rig) => changeClocks(rig, 'repeats') },
]

/** The fault is over when the clocks are right again: what is not due by a clock may wait for it. */
async function setWrong(rig: Rig, ms: number): Promise<void> {
  rig.stepClock(ms)
  await delay(wrongMs)
  rig.stepClock(-ms)
}

/** An issue is due at half past two of the night in which the clocks change: it goes out, and once. */
async function changeClocks(rig: Rig, change: 'skips' | 'repeats'): Promise<void> {
  const changesAt = nextChange(rig.app.now(), change)
  const { db } = rig.app
  // Weeks that nobody waits for are no part of this.
  await db.updateTable('newsletter').set({ enabled: false }).execute()
  await db.deleteFrom('slot').execute()
  rig.stepClock(changesAt - 91 * minute - rig.app.now().getTime())
  await addArticle(rig.app, `lighthouse-${changesAt}`)
  await setNewsletter(rig.app, [
    ['schedule', 'Sun 02:30'],
    ['enabled', 'yes'],
  ])
  for (const at of [-29, 1, 31, 91]) {
    rig.stepClock(changesAt + at * minute - rig.app.now().getTime())
    await delay(roundMs)
  }
  await judgeSlot(rig, changesAt)
}

async function judgeSlot({ app, findings }: Rig, changesAt: number): Promise<void> {
  const issues = await app.db
    .selectFrom('issue')
    .select(['slot_key', 'status', 'reason', 'send_at'])
    .where('window_end', '>', new Date(changesAt - 24 * hour))
    .execute()
  if (issues.length === 1 && issues.every(({ status }) => status !== 'held' && status !== 'skipped')) return
  const told = `the night of the change has these issues: ${JSON.stringify(issues)}`
  findings.push({ invariant: 'I5 one issue a slot', told })
}

/** When the clocks of Berlin next skip or repeat an hour. */
function nextChange(from: Date, change: 'skips' | 'repeats'): number {
  let at = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('Europe/Berlin')
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next) throw new Error('the clocks of Berlin change no more')
    const gained = next.offsetNanoseconds - next.subtract({ seconds: 1 }).offsetNanoseconds
    if (gained > 0 === (change === 'skips')) return next.epochMilliseconds
    at = next
  }
}
