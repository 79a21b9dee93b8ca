import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { SubscriptionStatus } from '../db/values.ts'
import type { TokenSubject } from './token.ts'
import type { Leaving } from './unsubscribe-record.ts'

/** A reader of one newsletter as the pages that a token opens show them. */
export interface ReaderRow extends TokenSubject {
  readonly email: string
  readonly status: SubscriptionStatus
  readonly suppressed: boolean
  /** The reader's language, else the newsletter's. */
  readonly locale: string
  readonly newsletterName: string
}

const columns = sql`subscription.subscriber_id AS "subscriberId", subscription.newsletter_id AS "newsletterId",
  subscriber.email, coalesce(subscriber.locale, newsletter.locale) AS locale, newsletter.name AS "newsletterName",
  EXISTS (SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac) AS suppressed`

const people = sql`subscription
  JOIN subscriber ON subscriber.id = subscription.subscriber_id
  JOIN newsletter ON newsletter.id = subscription.newsletter_id`

/** The readers that tokens speak for, in the order of the tokens; undefined for one who is no more. */
export async function findReaders(
  db: Connection,
  subjects: readonly TokenSubject[],
): Promise<(ReaderRow | undefined)[]> {
  const { rows } = await sql<ReaderRow>`
    SELECT ${columns}, subscription.status
    FROM ${asked(subjects)} JOIN ${people}
      ON subscription.subscriber_id = asked."subscriberId" AND subscription.newsletter_id = asked."newsletterId"`.execute(
    db,
  )
  return inOrder(subjects, rows)
}

export async function findReader(db: Connection, subject: TokenSubject): Promise<ReaderRow | undefined> {
  return (await findReaders(db, [subject]))[0]
}

/**
 * Ends subscriptions in one statement and returns whose they are, in the order given. The time of the first end is kept,
 * and a wish to leave that is older than the reader's return changes nothing.
 */
export async function endSubscriptions(
  db: Connection,
  leavings: readonly Leaving[],
): Promise<(ReaderRow | undefined)[]> {
  const { rows } = await sql<ReaderRow>`
    WITH asked AS MATERIALIZED (SELECT * FROM ${asked(leavings)}), held AS (
      SELECT subscription.subscriber_id, subscription.newsletter_id, asked.at
      FROM asked JOIN subscription
        ON subscription.subscriber_id = asked."subscriberId" AND subscription.newsletter_id = asked."newsletterId"
      WHERE subscription.status <> 'unsubscribed' AND NOT EXISTS (
        SELECT FROM subscriber_event back
        WHERE back.subscriber_id = subscription.subscriber_id AND back.newsletter_id = subscription.newsletter_id
          AND back.kind IN ('confirmed', 'resubscribed') AND back.at > asked.at)
      ORDER BY subscription.subscriber_id
      FOR UPDATE OF subscription
    ), ended AS (
      UPDATE subscription SET status = 'unsubscribed', unsubscribed_at = held.at, paused_until = NULL
      FROM held
      WHERE subscription.subscriber_id = held.subscriber_id AND subscription.newsletter_id = held.newsletter_id
      RETURNING subscription.subscriber_id, subscription.newsletter_id, held.at
    ), told AS (
      INSERT INTO subscriber_event (subscriber_id, newsletter_id, at, kind, source)
      SELECT subscriber_id, newsletter_id, at, 'unsubscribed', 'unsubscribe link' FROM ended
    )
    SELECT ${columns}, 'unsubscribed' AS status
    FROM asked JOIN ${people}
      ON subscription.subscriber_id = asked."subscriberId" AND subscription.newsletter_id = asked."newsletterId"`.execute(
    db,
  )
  return inOrder(leavings, rows)
}

function asked(subjects: readonly TokenSubject[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb)
    AS asked("subscriberId" bigint, "newsletterId" bigint, at timestamptz)`
}

function inOrder(subjects: readonly TokenSubject[], rows: readonly ReaderRow[]): (ReaderRow | undefined)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  return subjects.map((subject) => byKey.get(keyOf(subject)))
}

function keyOf({ subscriberId, newsletterId }: TokenSubject): string {
  return `${subscriberId}.${newsletterId}`
}
