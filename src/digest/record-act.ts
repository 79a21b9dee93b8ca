import { insertAudit } from '../access/audit.repository.ts'
import type { Connection } from '../db/database.ts'

/** What an operator does to an issue, such as `send`; the detail is what a later reader needs to understand it. */
export interface IssueAct {
  readonly issueId: number
  readonly by: string
  readonly action: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Writes down what an operator does to an issue, in the transaction that does it. */
export async function recordAct(db: Connection, { issueId, by, action, detail }: IssueAct): Promise<void> {
  await insertAudit(db, { actor: by, action: `issue.${action}`, subject: subjectOf(issueId), detail })
}

/** How the audit names an issue. */
export function subjectOf(issueId: number): string {
  return `issue ${issueId}`
}
