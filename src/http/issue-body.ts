import type { z } from 'zod'
import type { IssueBooks } from '../delivery/read-status.ts'
import type { IssueLine } from '../digest/issues.repository.ts'
import type { showIssue } from '../digest/show-issue.ts'
import type { issueList, wholeIssue } from './issue-schemas.ts'

type Shown = Awaited<ReturnType<typeof showIssue>>

interface Times {
  readonly sendAt: Date | null
  readonly frozenAt: Date | null
  readonly doneAt: Date | null
}

/** A line of the list of issues as JSON tells it: instants in ISO 8601. */
export function issueLineBody(line: IssueLine): z.input<typeof issueList>['issues'][number] {
  return { ...line, ...timesBody(line) }
}

/** A whole issue with its books. */
export function issueBody({ line, articles, acts }: Shown, books: IssueBooks): z.input<typeof wholeIssue> {
  return {
    ...books,
    items: line.items,
    from: line.from.toISOString(),
    until: line.until.toISOString(),
    ...timesBody(line),
    articles,
    acts: acts.map((act) => ({ ...act, at: act.at.toISOString() })),
  }
}

function timesBody({ sendAt, frozenAt, doneAt }: Times) {
  return {
    sendAt: sendAt?.toISOString() ?? null,
    frozenAt: frozenAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
  }
}
