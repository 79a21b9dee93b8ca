import type { FreezeNeeds } from './freeze-issue.ts'
import { prepareIssue } from './prepare-issue.ts'
import { listSlotsToPrepare } from './slots.repository.ts'

/** Builds and freezes the issue of every slot whose time has come. */
export async function prepareDueIssues(needs: FreezeNeeds): Promise<void> {
  for (const slot of await listSlotsToPrepare(needs.db, needs.now()))
    await prepareIssue(needs, { newsletterId: slot.newsletter_id, slotKey: slot.slot_key })
}
