import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { recordAct } from '../digest/record-act.ts'
import { getIssue } from '../digest/render-issue.ts'
import type { Clock } from '../time.ts'
import { moveIssueTo } from './control-issue.ts'
import { nextStatus } from './issue-states.ts'
import { movable } from './movable-issue.ts'
import { reopenRecipients, type RetryableState } from './recipients.repository.ts'

/** Who wants whom of which issue tried again. */
export interface RetryOrder {
  readonly issueId: number
  readonly states: readonly RetryableState[]
  readonly by: string
}

/**
 * Tries recipients of an issue again who ended in one of these states, and returns how many they are. Their chunks are
 * opened again, so leases and epochs go on as before. Nobody to try is `refused`.
 */
export async function retryIssue(
  { db, now }: { readonly db: Database; readonly now: Clock },
  { issueId, states, by }: RetryOrder,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const issue = await getIssue(trx, issueId)
    const status = nextStatus('retry', movable(issue))
    if (issue.totals !== null) throw gone(issueId)
    // The issue before its chunks, as a send locks them.
    if (status !== 'stay') await moveIssueTo(trx, issue, { status, reason: null })
    const reopened = await reopenRecipients(trx, issueId, { states, now: now() })
    if (reopened === 0) throw nobody(issueId, states)
    await recordAct(trx, { issueId, by, action: 'retry', detail: { states, recipients: reopened } })
    return reopened
  })
}

function nobody(issueId: number, states: readonly RetryableState[]): AppError {
  return new AppError(
    'refused',
    `Nobody of issue ${issueId} is ${states.join(' or ')}, so there is nobody to try again.`,
  )
}

function gone(issueId: number): AppError {
  return new AppError(
    'refused',
    `The recipients of issue ${issueId} were dropped after the days that retention-days sets; only its totals are left.`,
  )
}
