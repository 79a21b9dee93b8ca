import type { Database } from '../db/database.ts'
import type { Clock } from '../time.ts'
import { getNewsletter } from './ensure-newsletter.ts'
import { mergeSettings } from './merge-settings.ts'
import { readSetting } from './newsletter-settings.ts'
import { lockNewsletter, updateNewsletter, type NewsletterRow } from './newsletters.repository.ts'
import { promiseNextSlot } from './promise-next-slot.ts'
import { promiseSlots } from './promise-slots.ts'
import { deleteFutureSlots } from './slots.repository.ts'

/** A setting as an operator writes it: its name and its value. */
export type SettingPair = readonly [key: string, value: string]

/**
 * Changes settings, all or none. Slots that are not due yet follow the new schedule; those that were due before
 * keep the old one, so a change never makes an issue due in the past.
 */
export async function setNewsletter(
  needs: { db: Database; now: Clock },
  pairs: readonly SettingPair[],
): Promise<NewsletterRow> {
  const changes = pairs.map(([key, value]) => readSetting(key, value))
  const { id } = await getNewsletter(needs.db)
  if (pairs.length === 0) return getNewsletter(needs.db)
  await promiseSlots(needs)
  await needs.db.transaction().execute(async (trx) => {
    const before = await lockNewsletter(trx, id)
    await updateNewsletter(trx, id, mergeSettings(before?.theme ?? {}, changes))
    await deleteFutureSlots(trx, id, needs.now())
    const newsletter = await lockNewsletter(trx, id)
    if (newsletter?.enabled) await promiseNextSlot(trx, newsletter, needs.now())
  })
  return getNewsletter(needs.db)
}
