import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { SubscriptionStatus } from '../db/values.ts'
import type { TokenSubject } from './token.ts'

export interface NewSubscriber {
  readonly email: string
  readonly key: string
  readonly addressHmac: Buffer
  readonly name: string | null
}

/** Adds a subscriber or finds the one with the same key. */
export async function upsertSubscriber(db: Connection, subscriber: NewSubscriber): Promise<{ id: number }> {
  return db
    .insertInto('subscriber')
    .values({
      email: subscriber.email,
      email_key: subscriber.key,
      address_hmac: subscriber.addressHmac,
      name: subscriber.name,
    })
    .onConflict((conflict) =>
      conflict.column('email_key').doUpdateSet({ name: sql`coalesce(excluded.name, subscriber.name)` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
}

export interface Consent {
  readonly text: string
  readonly source: string
  readonly ip: string | null
  readonly at: Date
}

/** Adds a confirmed subscription; false when the person has one already, which stays as it is. */
export async function insertSubscription(
  db: Connection,
  subject: TokenSubject,
  consent: Consent,
): Promise<boolean> {
  const result = await db
    .insertInto('subscription')
    .values({
      subscriber_id: subject.subscriberId,
      newsletter_id: subject.newsletterId,
      status: 'active',
      consent_text: consent.text,
      consent_source: consent.source,
      consent_ip: consent.ip,
      consent_at: consent.at,
      confirmed_at: consent.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface SubscriptionRow {
  readonly subscriberId: number
  readonly email: string
  readonly name: string | null
  readonly status: SubscriptionStatus
  readonly suppressed: boolean
  readonly consentAt: Date
  readonly consentText: string
  readonly consentSource: string
  readonly unsubscribedAt: Date | null
  readonly newsletterName: string
}

const subscriptions = (db: Connection) =>
  db
    .selectFrom('subscription')
    .innerJoin('subscriber', 'subscriber.id', 'subscription.subscriber_id')
    .innerJoin('newsletter', 'newsletter.id', 'subscription.newsletter_id')
    .leftJoin('suppression', 'suppression.address_hmac', 'subscriber.address_hmac')
    .select((eb) => [
      'subscriber.id as subscriberId',
      'subscriber.email',
      'subscriber.name',
      'subscription.status',
      eb('suppression.address_hmac', 'is not', null).$castTo<boolean>().as('suppressed'),
      'subscription.consent_at as consentAt',
      'subscription.consent_text as consentText',
      'subscription.consent_source as consentSource',
      'subscription.unsubscribed_at as unsubscribedAt',
      'newsletter.name as newsletterName',
    ])

export async function findSubscriptionByKey(
  db: Connection,
  newsletterId: number,
  key: string,
): Promise<SubscriptionRow | undefined> {
  return subscriptions(db)
    .where('subscription.newsletter_id', '=', newsletterId)
    .where('subscriber.email_key', '=', key)
    .executeTakeFirst()
}

/** Ends a subscription; false when it had ended before, which stays as it is. */
export async function setUnsubscribed(db: Connection, subject: TokenSubject, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('subscription')
    .set({ status: 'unsubscribed', unsubscribed_at: at })
    .where('newsletter_id', '=', subject.newsletterId)
    .where('subscriber_id', '=', subject.subscriberId)
    .where('status', '<>', 'unsubscribed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
