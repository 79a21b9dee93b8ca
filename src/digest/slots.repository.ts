import { sql, type Selectable } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import type { Slot } from '../time.ts'

export type SlotRow = Selectable<Tables['slot']>

/** Promises a slot; false when its key is taken already. */
export async function insertSlot(db: Connection, newsletterId: number, slot: Slot): Promise<boolean> {
  const result = await db
    .insertInto('slot')
    .values({
      newsletter_id: newsletterId,
      slot_key: slot.key,
      due_at: slot.dueAt,
      window_start: slot.window.start,
      window_end: slot.window.end,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** When the last promised slot of a newsletter is due, whatever became of it. */
export async function findLastDue(db: Connection, newsletterId: number): Promise<Date | undefined> {
  const row = await db
    .selectFrom('slot')
    .select('due_at')
    .where('newsletter_id', '=', newsletterId)
    .orderBy('due_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at
}

/** Where the first week begins that a newsletter was ever promised for. */
export async function findFirstWindowStart(db: Connection, newsletterId: number): Promise<Date | undefined> {
  const row = await db
    .selectFrom('slot')
    .select('window_start')
    .where('newsletter_id', '=', newsletterId)
    .orderBy('window_start')
    .limit(1)
    .executeTakeFirst()
  return row?.window_start
}

/** Open slots whose issue must be prepared by now, the oldest first. */
export async function listSlotsToPrepare(db: Connection, now: Date): Promise<SlotRow[]> {
  return db
    .selectFrom('slot')
    .innerJoin('newsletter', 'newsletter.id', 'slot.newsletter_id')
    .selectAll('slot')
    .where('slot.status', '=', 'open')
    .where('newsletter.enabled', '=', true)
    .where(sql<boolean>`slot.due_at - newsletter.lead_minutes * interval '1 minute' <= ${now}`)
    .orderBy('slot.due_at')
    .execute()
}

export async function findSlot(
  db: Connection,
  newsletterId: number,
  slotKey: string,
): Promise<SlotRow | undefined> {
  return db
    .selectFrom('slot')
    .selectAll()
    .where('newsletter_id', '=', newsletterId)
    .where('slot_key', '=', slotKey)
    .executeTakeFirst()
}

/** Whether a later slot of the newsletter is due as well. */
export async function hasLaterDueSlot(db: Connection, slot: SlotRow, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('slot')
    .select('slot_key')
    .where('newsletter_id', '=', slot.newsletter_id)
    .where('due_at', '>', slot.due_at)
    .where('due_at', '<=', now)
    .executeTakeFirst()
  return row !== undefined
}

export async function setSlotStatus(db: Connection, slot: SlotRow, status: SlotRow['status']): Promise<void> {
  await db
    .updateTable('slot')
    .set({ status })
    .where('newsletter_id', '=', slot.newsletter_id)
    .where('slot_key', '=', slot.slot_key)
    .execute()
}

/** Forgets slots that are not due yet, for a schedule that changes. */
export async function deleteFutureSlots(db: Connection, newsletterId: number, now: Date): Promise<void> {
  await db
    .deleteFrom('slot')
    .where('newsletter_id', '=', newsletterId)
    .where('status', '=', 'open')
    .where('due_at', '>', now)
    .execute()
}
