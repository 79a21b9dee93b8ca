import { sql } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Frequency, SubscriptionStatus } from '../db/values.ts'
import type { PersonDetails } from './person-details.ts'
import type { TokenSubject } from './token.ts'

/** A subscriber with everything that an operator may see. */
export interface SubscriberDetails {
  readonly id: number
  readonly email: string
  readonly name: string | null
  readonly personStatus: 'active' | 'bounced' | 'complained'
  readonly status: SubscriptionStatus
  readonly suppressed: boolean
  readonly locale: string | null
  readonly timeZone: string | null
  readonly topics: string[]
  readonly frequency: Frequency
  readonly sendHour: number | null
  readonly pausedUntil: Date | null
  readonly consentText: string
  readonly consentSource: string
  readonly consentAt: Date
  readonly confirmedAt: Date | null
  readonly unsubscribedAt: Date | null
}

const details = (newsletterId: number) => sql`
  SELECT subscriber.id, email, name, subscriber.status AS "personStatus", subscription.status, locale,
    EXISTS (SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac) AS suppressed,
    time_zone AS "timeZone", topics, frequency, send_hour AS "sendHour", paused_until AS "pausedUntil",
    consent_text AS "consentText", consent_source AS "consentSource", consent_at AS "consentAt",
    confirmed_at AS "confirmedAt", unsubscribed_at AS "unsubscribedAt"
  FROM subscription JOIN subscriber ON subscriber.id = subscription.subscriber_id
  WHERE newsletter_id = ${newsletterId}`

/** The subscriber with an address key. */
export async function findDetails(
  db: Connection,
  newsletterId: number,
  key: string,
): Promise<SubscriberDetails | undefined> {
  const { rows } = await sql<SubscriberDetails>`${details(newsletterId)} AND email_key = ${key}`.execute(db)
  return rows[0]
}

/** A page of subscribers in the order of their ids, after a given one. */
export async function listDetails(
  db: Connection,
  newsletterId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<SubscriberDetails[]> {
  const { rows } = await sql<SubscriberDetails>`${details(newsletterId)} AND subscriber.id > ${after}
    ORDER BY subscriber.id LIMIT ${limit}`.execute(db)
  return rows
}

/** Changes what is told and leaves the rest. */
export async function updateDetails(
  trx: DatabaseTransaction,
  { subscriberId, newsletterId }: TokenSubject,
  { name, locale, timeZone, topics }: PersonDetails,
): Promise<void> {
  if (name !== undefined || locale !== undefined || timeZone !== undefined) {
    await trx
      .updateTable('subscriber')
      .set({ name, locale, time_zone: timeZone })
      .where('id', '=', subscriberId)
      .execute()
  }
  if (topics !== undefined) {
    await trx
      .updateTable('subscription')
      .set({ topics: [...topics] })
      .where('subscriber_id', '=', subscriberId)
      .where('newsletter_id', '=', newsletterId)
      .execute()
  }
}
