import { AppError } from '../errors.ts'
import type { Connection, Database } from '../db/database.ts'
import type { IssueStatus } from '../db/values.ts'
import type { IssueRow } from '../digest/issues.repository.ts'
import { recordAct } from '../digest/record-act.ts'
import { getIssue } from '../digest/render-issue.ts'
import { moveIssue, settleIssue } from './issue-state.repository.ts'
import { nextStatus } from './issue-states.ts'
import { movable } from './movable-issue.ts'

/** What an operator may ask of an issue without more words. */
export const controls = ['pause', 'resume', 'cancel'] as const
export type Control = (typeof controls)[number]

/** Who asks what of which issue. */
export interface ControlOrder {
  readonly issueId: number
  readonly control: Control
  readonly by: string
}

const reasonFor: Readonly<Record<Control, (id: number) => string | null>> = {
  pause: (id) => `An operator paused it. \`recap issue resume ${id}\` lets it go on.`,
  resume: () => null,
  cancel: () => 'An operator cancelled it.',
}

/**
 * Pauses, resumes or cancels an issue; workers heed it with their next batch. What is so already stays so; what leads
 * nowhere is `refused` with the reason.
 */
export async function controlIssue(
  { db }: { readonly db: Database },
  { issueId, control, by }: ControlOrder,
): Promise<IssueRow> {
  await db.transaction().execute(async (trx) => {
    const issue = await getIssue(trx, issueId)
    const status = nextStatus(control, movable(issue))
    if (status === 'stay') return
    await moveIssueTo(trx, issue, { status, reason: reasonFor[control](issueId) })
    await recordAct(trx, { issueId, by, action: control, detail: { from: issue.status, to: status } })
    await settleIssue(trx, issueId)
  })
  return getIssue(db, issueId)
}

/** Moves an issue from the status it was read in; `conflict` when somebody was faster. */
export async function moveIssueTo(
  db: Connection,
  issue: IssueRow,
  to: { readonly status: IssueStatus; readonly reason: string | null },
): Promise<void> {
  if (await moveIssue(db, issue, to)) return
  throw new AppError(
    'conflict',
    `Issue ${issue.id} (${issue.slug}) changed meanwhile: look at \`recap issue status ${issue.id}\` and try again.`,
  )
}
