import { AppError } from '../errors.ts'
import type { Connection, Database } from '../db/database.ts'
import type { IssueStatus } from '../db/values.ts'
import type { IssueRow } from '../digest/issues.repository.ts'
import { getIssue } from '../digest/render-issue.ts'
import { moveIssue, settleIssue } from './issue-state.repository.ts'
import { nextStatus } from './issue-states.ts'
import { movable } from './movable-issue.ts'

/** What an operator may ask of an issue without more words. */
export type Control = 'pause' | 'resume' | 'cancel'

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
  issueId: number,
  control: Control,
): Promise<IssueRow> {
  const issue = await getIssue(db, issueId)
  const status = nextStatus(control, movable(issue))
  if (status === 'stay') return issue
  await moveIssueTo(db, issue, { status, reason: reasonFor[control](issueId) })
  await settleIssue(db, issueId)
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
