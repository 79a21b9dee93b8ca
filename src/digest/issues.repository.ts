import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

export type IssueRow = Selectable<Tables['issue']>
export type NewIssue = Insertable<Tables['issue']>
export type IssueChange = Updateable<Tables['issue']>
export type IssueItemRow = Selectable<Tables['issue_item']>
export type NewIssueItem = Insertable<Tables['issue_item']>

/** Adds an issue unless its slot has one; the slot's issue comes back under a row lock either way. */
export async function lockIssueOfSlot(trx: DatabaseTransaction, issue: NewIssue): Promise<IssueRow> {
  // Without columns: of two that come at the same instant, one may meet the other's slug before its slot.
  await trx
    .insertInto('issue')
    .values(issue)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return trx
    .selectFrom('issue')
    .selectAll()
    .where('newsletter_id', '=', issue.newsletter_id)
    .where('slot_key', '=', issue.slot_key)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function lockIssue(trx: DatabaseTransaction, id: number): Promise<IssueRow | undefined> {
  return trx.selectFrom('issue').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function findIssue(db: Connection, id: number): Promise<IssueRow | undefined> {
  return db.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findIssueBySlug(db: Connection, slug: string): Promise<IssueRow | undefined> {
  return db.selectFrom('issue').selectAll().where('slug', '=', slug).executeTakeFirst()
}

export async function updateIssue(db: Connection, id: number, change: IssueChange): Promise<IssueRow> {
  return db.updateTable('issue').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** Whether nothing of an issue is fixed yet; one that was held on its way stays as it was frozen. */
export function isUnfrozen({ status, frozen_at: frozenAt }: IssueRow): boolean {
  return frozenAt === null && (status === 'draft' || status === 'held')
}

/** Changes an issue that is a draft or held and was never frozen; one that has gone on since comes back as it is. */
export async function updateUnfrozenIssue(
  db: Connection,
  id: number,
  change: IssueChange,
): Promise<IssueRow> {
  const changed = await db
    .updateTable('issue')
    .set(change)
    .where('id', '=', id)
    .where('status', 'in', ['draft', 'held'])
    .where('frozen_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return changed ?? db.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

export interface IssueLine {
  readonly id: number
  readonly slug: string
  readonly status: IssueRow['status']
  readonly reason: string | null
  readonly subject: string | null
  readonly preheader: string | null
  readonly items: number
  readonly audience: number | null
  readonly sendAt: Date | null
  readonly frozenAt: Date | null
  readonly doneAt: Date | null
}

/** Issues of a newsletter, the newest week first. */
export async function listIssues(db: Connection, newsletterId: number): Promise<IssueLine[]> {
  return db
    .selectFrom('issue')
    .select((eb) => [
      'id',
      'slug',
      'status',
      'reason',
      'subject',
      'preheader',
      'audience',
      'send_at as sendAt',
      'frozen_at as frozenAt',
      'done_at as doneAt',
      eb
        .selectFrom('issue_item')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('issue_item.issue_id', '=', 'issue.id')
        .$asScalar()
        .$notNull()
        .as('items'),
    ])
    .where('newsletter_id', '=', newsletterId)
    .orderBy('window_start', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** The end of the window and the freeze of the last issue really sent before a point in time. */
export async function findLastSent(
  db: Connection,
  newsletterId: number,
  before: Date,
): Promise<{ windowEnd: Date; frozenAt: Date } | undefined> {
  return db
    .selectFrom('issue')
    .select(['window_end as windowEnd', 'frozen_at as frozenAt'])
    .where('newsletter_id', '=', newsletterId)
    .where('frozen_at', 'is not', null)
    .where('status', '<>', 'cancelled')
    .where('window_end', '<=', before)
    .orderBy('window_end', 'desc')
    .limit(1)
    .$narrowType<{ frozenAt: Date }>()
    .executeTakeFirst()
}

export async function listItems(db: Connection, issueId: number): Promise<IssueItemRow[]> {
  return db.selectFrom('issue_item').selectAll().where('issue_id', '=', issueId).orderBy('position').execute()
}

/** Puts new items in place of all that an issue had. */
export async function replaceItems(
  trx: DatabaseTransaction,
  issueId: number,
  items: readonly NewIssueItem[],
): Promise<void> {
  await trx.deleteFrom('issue_item').where('issue_id', '=', issueId).execute()
  if (items.length > 0) await trx.insertInto('issue_item').values(items).execute()
}

/** Takes those items out of an issue whose articles are not among the ones to keep. */
export async function keepItems(
  trx: DatabaseTransaction,
  issueId: number,
  articleIds: ReadonlySet<number>,
): Promise<void> {
  await trx
    .deleteFrom('issue_item')
    .where('issue_id', '=', issueId)
    .where('article_id', '<>', sql<number>`ALL(${[...articleIds]}::bigint[])`)
    .execute()
}

/** Books the articles of an issue, and those folded into them, as carried, and returns those that no earlier issue had. */
export async function carryArticles(trx: DatabaseTransaction, issue: IssueRow): Promise<Set<number>> {
  const { rows } = await sql<{ article_id: number }>`
    WITH booked AS (
      INSERT INTO carried_article (newsletter_id, article_id, issue_id)
      SELECT ${issue.newsletter_id}::integer, article_id, issue_id FROM issue_item WHERE issue_id = ${issue.id}
      UNION
      SELECT ${issue.newsletter_id}::integer, choice.article_id, choice.issue_id
      FROM issue_choice choice JOIN issue_item ON issue_item.issue_id = choice.issue_id
        AND issue_item.article_id = choice.folded_into
      WHERE choice.issue_id = ${issue.id}
      ORDER BY article_id
      ON CONFLICT (newsletter_id, article_id) DO NOTHING
      RETURNING article_id
    )
    SELECT article_id FROM booked
    UNION
    SELECT article_id FROM carried_article WHERE issue_id = ${issue.id}`.execute(trx)
  return new Set(rows.map((row) => row.article_id))
}

/** The number that the next issue of a newsletter gets; the caller locks the newsletter. */
export async function nextIssueNumber(trx: DatabaseTransaction, newsletterId: number): Promise<number> {
  const { last } = await trx
    .selectFrom('issue')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('newsletter_id', '=', newsletterId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}
