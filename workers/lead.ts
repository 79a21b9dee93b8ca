import type { App } from '../src/app.ts'
import { dropOldRecipients } from '../src/delivery/drop-old-recipients.ts'
import { reconcile } from './reconcile.ts'
import { setWeeklyBells } from './set-weekly-bells.ts'

const tidyEveryMs = 24 * 3_600_000

/** What the leading process does each time; once a day it tidies up too. */
export function leadWith(app: App): () => Promise<void> {
  let tidiedAt = Number.NEGATIVE_INFINITY
  return async () => {
    await reconcile(app)
    // Only now: setting a cron pattern deletes a bell that is overdue (BullMQ 6.7), and the slot must be seen before.
    await setWeeklyBells(app)
    if (performance.now() - tidiedAt < tidyEveryMs) return
    await dropOldRecipients(app)
    tidiedAt = performance.now()
  }
}
