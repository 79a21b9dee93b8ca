import type { Database } from '../db/database.ts'
import type { Clock } from '../time.ts'
import { getNewsletter } from './ensure-newsletter.ts'
import { readSetting } from './newsletter-settings.ts'
import { updateNewsletter, type NewsletterRow } from './newsletters.repository.ts'
import { promiseSlots } from './promise-slots.ts'
import { deleteFutureSlots } from './slots.repository.ts'

/** A setting as an operator writes it: its name and its value. */
export type SettingPair = readonly [key: string, value: string]

/** Changes settings, all or none; slots that are not due yet follow the new schedule. */
export async function setNewsletter(
  needs: { db: Database; now: Clock },
  pairs: readonly SettingPair[],
): Promise<NewsletterRow> {
  const change = Object.assign({}, ...pairs.map(([key, value]) => readSetting(key, value)))
  const newsletter = await getNewsletter(needs.db)
  await needs.db.transaction().execute(async (trx) => {
    await updateNewsletter(trx, newsletter.id, change)
    await deleteFutureSlots(trx, newsletter.id, needs.now())
  })
  await promiseSlots(needs)
  return getNewsletter(needs.db)
}
