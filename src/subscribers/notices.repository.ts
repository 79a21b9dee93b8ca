import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { NoticeKind } from '../db/values.ts'

/** One mail to one reader that is no issue. */
export interface NoticeId {
  readonly kind: NoticeKind
  readonly subscriberId: number
  readonly newsletterId: number
}

/** How long a request keeps the next one of its kind from being heard. */
const quietHours = 24

/** Asks for a mail to each of these readers; not for one that was asked for in the 24 hours before. */
export async function requestNotices(
  db: Connection,
  notices: readonly NoticeId[],
  at: Date,
): Promise<NoticeId[]> {
  if (notices.length === 0) return []
  const rows = notices.map(({ kind, subscriberId, newsletterId }) => ({
    kind,
    subscriber_id: subscriberId,
    newsletter_id: newsletterId,
    requested_at: at,
  }))
  return db
    .insertInto('notice')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['subscriber_id', 'newsletter_id', 'kind'])
        .doUpdateSet({ requested_at: at, claimed_at: null, done_at: null })
        .where('notice.requested_at', '<=', new Date(at.getTime() - quietHours * 3_600_000)),
    )
    .returning(['kind', 'subscriber_id as subscriberId', 'newsletter_id as newsletterId'])
    .execute()
}

/** A claim outlives a process that died with it by this much. */
const claimSeconds = 300

const isFree = sql<boolean>`notice.done_at IS NULL AND (notice.claimed_at IS NULL
  OR notice.claimed_at <= clock_timestamp() - ${claimSeconds} * interval '1 second')`

/** What a notice is written from. */
export interface ClaimedNotice {
  readonly email: string
  readonly locale: string | null
  readonly requestedAt: Date
  readonly consentAt: Date
  readonly consentSource: string
  /** Whether the reader may get it: not suppressed, not bounced, and in the state that the mail speaks of. */
  readonly isWanted: boolean
}

/** Takes a notice for sending, for five minutes; undefined when it is done or in other hands. */
export async function claimNotice(db: Connection, id: NoticeId): Promise<ClaimedNotice | undefined> {
  const { rows } = await sql<ClaimedNotice>`
    UPDATE notice SET claimed_at = clock_timestamp()
    FROM subscriber JOIN subscription ON subscription.subscriber_id = subscriber.id
    WHERE notice.subscriber_id = ${id.subscriberId} AND notice.newsletter_id = ${id.newsletterId}
      AND notice.kind = ${id.kind} AND ${isFree}
      AND subscriber.id = notice.subscriber_id AND subscription.newsletter_id = notice.newsletter_id
    RETURNING subscriber.email, subscriber.locale, notice.requested_at AS "requestedAt",
      subscription.consent_at AS "consentAt", subscription.consent_source AS "consentSource",
      subscriber.status = 'active'
        AND NOT EXISTS (SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac)
        AND (subscription.status IN ('pending', 'unsubscribed')) = (notice.kind = 'confirm') AS "isWanted"`.execute(
    db,
  )
  return rows[0]
}

/** Ends a notice: the mail server has answered for it, or it is not wanted any more. */
export async function finishNotice(db: Connection, id: NoticeId, at: Date): Promise<void> {
  await sql`
    WITH done AS (
      UPDATE notice SET done_at = ${at}
      WHERE subscriber_id = ${id.subscriberId} AND newsletter_id = ${id.newsletterId} AND kind = ${id.kind}
      RETURNING subscriber_id, newsletter_id, kind
    )
    UPDATE subscription SET confirm_sent_at = ${at} FROM done
    WHERE done.kind = 'confirm' AND subscription.subscriber_id = done.subscriber_id
      AND subscription.newsletter_id = done.newsletter_id`.execute(db)
}

/** Gives a claim back: the mail did not leave and is due again. */
export async function releaseNotice(db: Connection, id: NoticeId): Promise<void> {
  await db
    .updateTable('notice')
    .set({ claimed_at: null })
    .where('subscriber_id', '=', id.subscriberId)
    .where('newsletter_id', '=', id.newsletterId)
    .where('kind', '=', id.kind)
    .where('done_at', 'is', null)
    .execute()
}

/** Notices that nobody has in hand, oldest first; a request of days ago is let go: its reader has long asked anew. */
export async function listWaitingNotices(db: Connection, now: Date): Promise<NoticeId[]> {
  return db
    .selectFrom('notice')
    .select(['kind', 'subscriber_id as subscriberId', 'newsletter_id as newsletterId'])
    .where(isFree)
    .where('requested_at', '>', new Date(now.getTime() - 2 * quietHours * 3_600_000))
    .orderBy('requested_at')
    .limit(1000)
    .execute()
}
