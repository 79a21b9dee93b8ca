import { buildIssue } from './build-issue.ts'
import { freezeIssue, type FreezeNeeds } from './freeze-issue.ts'
import { updateUnfrozenIssue, type IssueRow } from './issues.repository.ts'
import { findNewsletter, type NewsletterRow } from './newsletters.repository.ts'
import { intakeSinceLastSent } from './intake.ts'
import { findSlot, hasLaterDueSlot, setSlotStatus, type SlotRow } from './slots.repository.ts'

/** Which promised slot is to be made good. */
export interface SlotId {
  readonly newsletterId: number
  readonly slotKey: string
}

const hour = 3_600_000

/**
 * Builds and freezes the issue of a slot, or says in the issue why it is not sent: `skipped` when a later slot is
 * due as well, `held` when it is later than the newsletter allows. A slot that is
 * taken is left alone: undefined.
 */
export async function prepareIssue(needs: FreezeNeeds, slotId: SlotId): Promise<IssueRow | undefined> {
  const newsletter = await findNewsletter(needs.db, slotId.newsletterId)
  const slot = await findSlot(needs.db, slotId.newsletterId, slotId.slotKey)
  if (!newsletter || slot?.status !== 'open') return undefined
  const intake = await intakeSinceLastSent(needs.db, newsletter, {
    start: slot.window_start,
    end: slot.window_end,
  })
  const draft = await buildIssue(needs.db, { newsletter, slotKey: slot.slot_key, intake })
  const issue = draft.status === 'draft' ? await settle(needs, draft, { newsletter, slot }) : draft
  // Only now: a process that dies before this leaves the slot open, and the next one finds the issue.
  await setSlotStatus(needs.db, slot, 'taken')
  return issue
}

interface Order {
  readonly newsletter: NewsletterRow
  readonly slot: SlotRow
}

async function settle(needs: FreezeNeeds, issue: IssueRow, { newsletter, slot }: Order): Promise<IssueRow> {
  const now = needs.now()
  if (await hasLaterDueSlot(needs.db, slot, now)) {
    return updateUnfrozenIssue(needs.db, issue.id, { status: 'skipped', reason: supersededReason })
  }
  if (slot.hold_reason !== null) {
    return updateUnfrozenIssue(needs.db, issue.id, { status: 'held', reason: slot.hold_reason })
  }
  if (isTooLate(newsletter, slot, now)) {
    const reason = lateReason(newsletter, slot, now)
    return updateUnfrozenIssue(needs.db, issue.id, { status: 'held', reason })
  }
  // The policy for a thin week may be to wait for the editor; the choice gave its reason.
  if (newsletter.thin_policy === 'hold' && issue.reason !== null) {
    return updateUnfrozenIssue(needs.db, issue.id, { status: 'held', reason: issue.reason })
  }
  return freezeIssue(needs, issue.id, slot.due_at)
}

const supersededReason =
  'Recap was down when this issue was due, and a later one is due as well: its articles go into that one.'

function isTooLate(newsletter: NewsletterRow, slot: SlotRow, now: Date): boolean {
  return now.getTime() - slot.due_at.getTime() > newsletter.late_within_hours * hour
}

function lateReason(newsletter: NewsletterRow, slot: SlotRow, now: Date): string {
  const late = Math.floor((now.getTime() - slot.due_at.getTime()) / hour)
  return `This issue was due ${late} hours ago, more than the ${newsletter.late_within_hours} allowed. Send it with \`recap issue send\` or leave it.`
}
