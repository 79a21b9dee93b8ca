import { AppError } from '../errors.ts'
import { freezeIssue, type FreezeNeeds } from '../digest/freeze-issue.ts'
import type { IssueRow } from '../digest/issues.repository.ts'
import { getIssue } from '../digest/render-issue.ts'
import { bringForward } from './chunks.repository.ts'
import { moveIssueTo } from './control-issue.ts'
import { nextStatus } from './issue-states.ts'
import { movable } from './movable-issue.ts'

/** An issue that is held here was just held by its checks. */
const unsent: ReadonlySet<IssueRow['status']> = new Set(['skipped', 'cancelled', 'held'])

/**
 * The operator's manual send: freezes a draft, releases what is held, and lets its chunks go out now. An issue that is
 * on its way or done is left alone, so a second send mails nobody twice. Throws `refused` when there is nothing to
 * send, and when the letter fails its checks, unless `needs.despiteChecks` is set.
 */
export async function sendIssue(needs: FreezeNeeds, issueId: number): Promise<IssueRow> {
  const issue = await getIssue(needs.db, issueId)
  const status = nextStatus('send', movable(issue))
  if (status === 'sending') await moveIssueTo(needs.db, issue, { status, reason: null })
  const frozen = status === 'frozen' ? await freezeIssue(needs, issue.id, needs.now()) : issue
  if (status === 'frozen' && unsent.has(frozen.status)) {
    const reason = frozen.reason ?? `it is ${frozen.status}`
    throw new AppError('refused', `Issue ${issue.id} (${issue.slug}) is not sent. ${reason}`)
  }
  await bringForward(needs.db, issue.id, needs.now())
  return getIssue(needs.db, issue.id)
}
