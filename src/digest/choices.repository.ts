import type { Insertable, Selectable } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

export type NewIssueChoice = Insertable<Tables['issue_choice']>
export type IssueChoiceRow = Selectable<Tables['issue_choice']> & {
  readonly title: string
  readonly url: string
}

const rowsAtOnce = 5_000

/** Puts the reasons of a new choice in place of those of the one before. */
export async function replaceChoices(
  trx: DatabaseTransaction,
  issueId: number,
  choices: readonly NewIssueChoice[],
): Promise<void> {
  await trx.deleteFrom('issue_choice').where('issue_id', '=', issueId).execute()
  for (let start = 0; start < choices.length; start += rowsAtOnce) {
    await trx
      .insertInto('issue_choice')
      .values(choices.slice(start, start + rowsAtOnce))
      .execute()
  }
}

/** Why each article of an issue's week is in it or not, the best first. */
export async function listChoices(db: Connection, issueId: number): Promise<IssueChoiceRow[]> {
  return db
    .selectFrom('issue_choice')
    .innerJoin('article', 'article.id', 'issue_choice.article_id')
    .selectAll('issue_choice')
    .select(['article.title', 'article.url'])
    .where('issue_id', '=', issueId)
    .orderBy('score', (order) => order.desc().nullsLast())
    .orderBy('article_id')
    .execute()
}
