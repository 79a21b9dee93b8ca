import { sql } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'

/** Everything stored about a reader, ready to be handed out. */
export async function findMyData(db: Connection, subscriberId: number): Promise<object | undefined> {
  const { rows } = await sql<{ data: object }>`
    SELECT jsonb_build_object(
      'address', email, 'name', name, 'locale', locale, 'timeZone', time_zone, 'status', status, 'createdAt', created_at,
      'suppressed', EXISTS (SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac),
      'subscriptions', (SELECT coalesce(jsonb_agg(jsonb_build_object('newsletter', newsletter.name,
        'status', subscription.status, 'consent', jsonb_build_object('text', consent_text, 'source', consent_source,
          'ip', consent_ip, 'at', consent_at), 'confirmedAt', confirmed_at, 'unsubscribedAt', unsubscribed_at,
        'leaveReason', leave_reason, 'topics', topics, 'frequency', frequency, 'sendHour', send_hour,
        'pausedUntil', paused_until, 'confirmSentAt', confirm_sent_at)), '[]')
        FROM subscription JOIN newsletter ON newsletter.id = subscription.newsletter_id
        WHERE subscription.subscriber_id = subscriber.id),
      'history', (SELECT coalesce(jsonb_agg(jsonb_build_object('at', at, 'what', kind, 'source', source,
        'detail', detail) ORDER BY id), '[]') FROM subscriber_event WHERE subscriber_id = subscriber.id),
      'letters', (SELECT coalesce(jsonb_agg(jsonb_build_object('issue', issue.slug, 'state', delivery.state,
        'at', delivery.finished_at) ORDER BY issue.id), '[]') FROM delivery JOIN issue ON issue.id = delivery.issue_id
        WHERE delivery.subscriber_id = subscriber.id)) AS data
    FROM subscriber WHERE id = ${subscriberId}`.execute(db)
  return rows[0]?.data
}

/** Who is erased, by whom, and whether the fingerprint of the address is kept so that nobody writes to it again. */
export interface Erasure {
  readonly subscriberId: number
  readonly suppress: boolean
  readonly actor: string
}

/**
 * Deletes a reader with all that hangs on them and records by whom; a suppression of the address stays. The ledger keeps
 * its rows under the bare number, without what mail servers answered: they tend to quote the address. False when
 * there is no such reader.
 */
export async function deleteReader(
  trx: DatabaseTransaction,
  { subscriberId, suppress, actor }: Erasure,
): Promise<boolean> {
  const reader = await trx
    .deleteFrom('subscriber')
    .where('id', '=', subscriberId)
    .returning(['address_hmac', 'email_key'])
    .executeTakeFirst()
  if (!reader) return false
  await sql`DELETE FROM signup WHERE lower(email) = ${reader.email_key}`.execute(trx)
  await sql`UPDATE delivery SET response = NULL WHERE subscriber_id = ${subscriberId} AND response IS NOT NULL`.execute(
    trx,
  )
  if (suppress) {
    await trx
      .insertInto('suppression')
      .values({ address_hmac: reader.address_hmac, reason: 'erasure', source: actor })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const subject = `subscriber ${subscriberId}`
  await trx.insertInto('audit').values({ actor, action: 'subscriber.erase', subject }).execute()
  return true
}
