import { listAudit } from '../access/audit.repository.ts'
import type { Database } from '../db/database.ts'
import { listChoices, type IssueChoiceRow } from './choices.repository.ts'
import { listItems, type IssueItemRow, type IssueRow } from './issues.repository.ts'
import { subjectOf } from './record-act.ts'
import { getIssue } from './render-issue.ts'

/** An issue with its articles, why each article of its week is in or out, and what operators did to it. */
export async function showIssue(db: Database, id: number) {
  const issue = await getIssue(db, id)
  const articles = (await listItems(db, id)).map(articleLine)
  return {
    line: issueLine(issue, articles.length),
    articles,
    reasons: (await listChoices(db, id)).map(reasonLine),
    acts: await listAudit(db, subjectOf(id)),
  }
}

function issueLine(issue: IssueRow, items: number) {
  return {
    id: issue.id,
    slug: issue.slug,
    status: issue.status,
    items,
    reason: issue.reason,
    subject: issue.subject,
    audience: issue.audience,
    from: issue.window_start,
    until: issue.window_end,
    sendAt: issue.send_at,
    frozenAt: issue.frozen_at,
    doneAt: issue.done_at,
  }
}

function articleLine({ position, section, article_id: articleId, snapshot }: IssueItemRow) {
  return { position, section, articleId, title: snapshot.title, url: snapshot.url }
}

/** Why an article of the week is in the issue or not. */
function reasonLine({ article_id: articleId, verdict, reason, detail, score, title, url }: IssueChoiceRow) {
  return { articleId, verdict, reason, score, title, detail, url }
}
