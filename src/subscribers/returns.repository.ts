import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { TokenSubject } from './token.ts'

/** Takes the end of a subscription back, which its history tells; any other state stays as it is. */
export async function restoreSubscription(db: Connection, subject: TokenSubject, at: Date): Promise<void> {
  await sql`
    WITH restored AS (
      UPDATE subscription SET status = 'active', unsubscribed_at = NULL, leave_reason = NULL
      WHERE subscriber_id = ${subject.subscriberId} AND newsletter_id = ${subject.newsletterId}
        AND status = 'unsubscribed'
      RETURNING subscriber_id, newsletter_id
    )
    INSERT INTO subscriber_event (subscriber_id, newsletter_id, at, kind, source)
    SELECT subscriber_id, newsletter_id, ${at}::timestamptz, 'resubscribed', 'unsubscribe link' FROM restored`.execute(
    db,
  )
}

/** Keeps why someone left; it changes with each answer and says nothing of those who are still there. */
export async function setLeaveReason(db: Connection, subject: TokenSubject, reason: string): Promise<void> {
  await db
    .updateTable('subscription')
    .set({ leave_reason: reason })
    .where('newsletter_id', '=', subject.newsletterId)
    .where('subscriber_id', '=', subject.subscriberId)
    .where('status', '=', 'unsubscribed')
    .execute()
}
