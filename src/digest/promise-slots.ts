import type { Database } from '../db/database.ts'
import { nextSlot, type Clock } from '../time.ts'
import { listEnabledNewsletters, scheduleOf, type NewsletterRow } from './newsletters.repository.ts'
import { findLastDue, insertSlot } from './slots.repository.ts'

export interface PromiseNeeds {
  readonly db: Database
  readonly now: Clock
}

/**
 * Writes down every slot that fell due since the last one known, and the next one to come, for each enabled
 * newsletter. A newsletter without any slot is promised its first one in the future.
 */
export async function promiseSlots({ db, now }: PromiseNeeds): Promise<void> {
  for (const newsletter of await listEnabledNewsletters(db)) await promiseSlotsOf(db, newsletter, now())
}

async function promiseSlotsOf(db: Database, newsletter: NewsletterRow, now: Date): Promise<void> {
  const schedule = scheduleOf(newsletter)
  let slot = nextSlot(schedule, (await findLastDue(db, newsletter.id)) ?? now)
  while (slot.dueAt <= now) {
    await insertSlot(db, newsletter.id, slot)
    slot = nextSlot(schedule, slot.dueAt)
  }
  // A slot of a schedule that was moved within its week is taken: the week after is the next one to promise.
  if (!(await insertSlot(db, newsletter.id, slot)))
    await insertSlot(db, newsletter.id, nextSlot(schedule, slot.dueAt))
}
