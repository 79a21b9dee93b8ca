import type { DatabaseTransaction } from '../db/database.ts'
import { nextSlot } from '../time.ts'
import { scheduleOf, type NewsletterRow } from './newsletters.repository.ts'
import { findLastDue, insertSlot } from './slots.repository.ts'

/** Promises the first slot that is due after `now`, unless one is promised already; the caller locks the newsletter. */
export async function promiseNextSlot(
  trx: DatabaseTransaction,
  newsletter: NewsletterRow,
  now: Date,
): Promise<void> {
  const lastDue = await findLastDue(trx, newsletter.id)
  if (lastDue && lastDue > now) return
  const schedule = scheduleOf(newsletter)
  let slot = nextSlot(schedule, now)
  // A schedule that was moved within its week finds the week promised: the one after it is next.
  while (!(await insertSlot(trx, newsletter.id, slot))) slot = nextSlot(schedule, slot.dueAt)
}
