import type { Database, DatabaseTransaction } from '../db/database.ts'
import { nextSlot, type Clock } from '../time.ts'
import { listEnabledNewsletters, lockNewsletter, scheduleOf } from './newsletters.repository.ts'
import { promiseNextSlot } from './promise-next-slot.ts'
import { findLastDue, insertSlot } from './slots.repository.ts'

export interface PromiseNeeds {
  readonly db: Database
  readonly now: Clock
}

/**
 * Writes down every slot that fell due since the last one known, and the next one to come, for each enabled
 * newsletter. A newsletter without any slot is promised its first one in the future. A second run changes nothing.
 */
export async function promiseSlots({ db, now }: PromiseNeeds): Promise<void> {
  for (const { id } of await listEnabledNewsletters(db)) {
    await db.transaction().execute((trx) => promiseSlotsOf(trx, id, now()))
  }
}

async function promiseSlotsOf(trx: DatabaseTransaction, newsletterId: number, now: Date): Promise<void> {
  // Read again under the lock: the schedule may have been changed meanwhile.
  const newsletter = await lockNewsletter(trx, newsletterId)
  if (!newsletter?.enabled) return
  const schedule = scheduleOf(newsletter)
  const lastDue = await findLastDue(trx, newsletter.id)
  if (lastDue) {
    for (let slot = nextSlot(schedule, lastDue); slot.dueAt <= now; slot = nextSlot(schedule, slot.dueAt)) {
      await insertSlot(trx, newsletter.id, slot)
    }
  }
  await promiseNextSlot(trx, newsletter, now)
}
