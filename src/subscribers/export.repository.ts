import { sql } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'
import { readCursor } from '../db/read-cursor.ts'
import type { Frequency, SubscriptionStatus } from '../db/values.ts'

/** Everything that is known of a subscriber and can be taken elsewhere. */
export interface ExportedRow {
  readonly email: string
  readonly name: string | null
  readonly person_status: 'active' | 'bounced' | 'complained'
  readonly locale: string | null
  readonly time_zone: string | null
  readonly status: SubscriptionStatus
  readonly topics: string[]
  readonly frequency: Frequency
  readonly send_hour: number | null
  readonly paused_until: Date | null
  readonly consent_text: string
  readonly consent_source: string
  readonly consent_ip: string | null
  readonly consent_at: Date
  readonly confirmed_at: Date | null
  readonly unsubscribed_at: Date | null
  readonly suppressed: boolean
}

/** Every subscriber of a newsletter in the order they came, as of one instant, page by page. */
export function readAllSubscribers(
  trx: DatabaseTransaction,
  newsletterId: number,
): AsyncGenerator<ExportedRow[]> {
  return readCursor(
    trx,
    sql<ExportedRow>`SELECT email, name, subscriber.status AS person_status, locale, time_zone, subscription.status,
        topics, frequency, send_hour, paused_until, consent_text, consent_source, consent_ip, consent_at, confirmed_at,
        unsubscribed_at, EXISTS (
          SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac) AS suppressed
      FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
      WHERE newsletter_id = ${sql.lit(newsletterId)} ORDER BY subscriber.id`,
  )
}
