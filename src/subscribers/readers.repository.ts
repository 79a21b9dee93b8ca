import { sql } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Signup } from './signups.repository.ts'
import type { TokenSubject } from './token.ts'

/** A sign-up whose address is one that can be written to. */
export interface Candidate extends Signup {
  readonly key: string
  readonly addressHmac: Buffer
}

/**
 * Makes each candidate a reader whose subscription waits for its confirmation. What is known of a reader stays as it is:
 * whoever types an address in need not own it. Suppressed and bounced addresses are left out.
 */
export async function insertCandidates(
  trx: DatabaseTransaction,
  candidates: readonly Candidate[],
): Promise<void> {
  const rows = JSON.stringify(
    candidates.map(({ addressHmac, ...candidate }) => ({ ...candidate, hmac: addressHmac.toString('hex') })),
  )
  const candidate = sql`jsonb_to_recordset(${rows}::jsonb) AS candidate(email text, key text, hmac text, name text,
    locale text, "newsletterId" integer, "consentText" text, "consentSource" text, ip text, at timestamptz)`
  const isMailable = sql`NOT EXISTS (SELECT FROM suppression WHERE address_hmac = decode(candidate.hmac, 'hex'))`
  await sql`
    INSERT INTO subscriber (email, email_key, address_hmac, name, locale)
    SELECT email, key, decode(hmac, 'hex'), name, locale FROM ${candidate} WHERE ${isMailable}
    ORDER BY key
    ON CONFLICT (email_key) DO NOTHING`.execute(trx)
  await sql`
    INSERT INTO subscription
      (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_ip, consent_at)
    SELECT subscriber.id, "newsletterId", 'pending', "consentText", "consentSource", ip, at
    FROM ${candidate} JOIN subscriber ON subscriber.email_key = candidate.key
    WHERE subscriber.status = 'active' AND ${isMailable}
    ON CONFLICT DO NOTHING`.execute(trx)
}

/** Those of these addresses that a confirmation would make subscribers, by their keys. */
export async function findUnconfirmed(
  db: Connection,
  newsletterId: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; id: number }>`
    SELECT subscriber.email_key AS key, subscriber.id
    FROM subscriber JOIN subscription ON subscription.subscriber_id = subscriber.id
    WHERE subscription.newsletter_id = ${newsletterId} AND subscriber.email_key = ANY(${keys}::text[])
      AND subscriber.status = 'active' AND subscription.status IN ('pending', 'unsubscribed')
      AND NOT EXISTS (SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac)`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.key, row.id]))
}

/**
 * Makes a subscription active that waits for its confirmation or was left, with the consent of the last sign-up;
 * false when there is nothing to confirm.
 */
export async function setConfirmed(db: Connection, subject: TokenSubject, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    WITH asked AS (
      SELECT at, source, detail FROM subscriber_event
      WHERE subscriber_id = ${subject.subscriberId} AND newsletter_id = ${subject.newsletterId} AND kind = 'requested'
      ORDER BY id DESC LIMIT 1
    )
    UPDATE subscription SET status = 'active', confirmed_at = ${at}, unsubscribed_at = NULL, leave_reason = NULL,
      consent_at = coalesce((SELECT at FROM asked), consent_at),
      consent_source = coalesce((SELECT source FROM asked), consent_source),
      consent_ip = coalesce((SELECT detail ->> 'ip' FROM asked), consent_ip),
      consent_text = coalesce((SELECT detail ->> 'text' FROM asked), consent_text)
    FROM subscriber
    WHERE subscription.subscriber_id = ${subject.subscriberId}
      AND subscription.newsletter_id = ${subject.newsletterId}
      AND subscription.status IN ('pending', 'unsubscribed')
      AND subscriber.id = subscription.subscriber_id
      AND NOT EXISTS (SELECT FROM suppression WHERE suppression.address_hmac = subscriber.address_hmac)`.execute(
    db,
  )
  return numAffectedRows === 1n
}
