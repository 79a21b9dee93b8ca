import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { readIssueWords, type IssueWordName } from './issue-words.ts'
import { isUnfrozen, lockIssue, updateIssue, type IssueRow } from './issues.repository.ts'
import { recordAct } from './record-act.ts'

/** Which words of which issue; empty ones give way to the computed subject or preheader, or to no note. */
export interface WordsOrder {
  readonly issueId: number
  readonly name: IssueWordName
  readonly value: string
  readonly by: string
}

/**
 * Writes an operator's subject, preheader or note on a draft or held issue, where a later build leaves it. Wrong words
 * are `bad_input`, and an issue past being a draft is a `conflict`.
 */
export async function setIssue(db: Database, { issueId, name, value, by }: WordsOrder): Promise<IssueRow> {
  const words = readIssueWords(name, value)
  return db.transaction().execute(async (trx) => {
    const issue = await lockIssue(trx, issueId)
    if (!issue)
      throw new AppError('not_found', `There is no issue ${issueId}. \`recap issue list\` shows them.`)
    if (!isUnfrozen(issue)) throw fixed(issue)
    if (issue[name] === words) return issue
    await recordAct(trx, { issueId, by, action: 'set', detail: { name, from: issue[name], to: words } })
    return updateIssue(trx, issue.id, { [name]: words })
  })
}

function fixed({ id, status }: IssueRow): AppError {
  const next =
    status === 'skipped' ? 'Build it again first: recap issue build' : 'Set the words of the next issue.'
  return new AppError('conflict', `Issue ${id} is ${status}, so its words stay as they are. ${next}`)
}
