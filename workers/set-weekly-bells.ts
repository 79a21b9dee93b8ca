import type { App } from '../src/app.ts'
import { listNewsletters, scheduleOf } from '../src/digest/newsletters.repository.ts'
import { jobs } from '../src/queue/jobs.ts'
import { cronPattern } from '../src/time.ts'

/** Lets BullMQ ring at the hour of every newsletter that is enabled, and of no other. */
export async function setWeeklyBells(app: Pick<App, 'db' | 'queues'>): Promise<void> {
  for (const newsletter of await listNewsletters(app.db)) {
    const schedule = scheduleOf(newsletter)
    const repetition = { pattern: cronPattern(schedule), timeZone: schedule.timeZone }
    const payload = { newsletterId: newsletter.id }
    if (newsletter.enabled) await app.queues.repeat(jobs.ringWeekly, payload, repetition)
    else await app.queues.stopRepeating(jobs.ringWeekly, payload)
  }
}
