import { sql, type RawBuilder } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'
import type { ImportOccasion } from './apply-import.repository.ts'

/**
 * Decides for each staged line what becomes of it: `added`, `updated`, `unchanged`, or none with a fault. A person who
 * has left or is suppressed is never brought back.
 */
export async function judgeStaged(trx: DatabaseTransaction, { newsletterId }: ImportOccasion): Promise<void> {
  await sql`WITH judged AS (${judged(newsletterId)}) ${keepJudged}`.execute(trx)
}

/**
 * The same, and adds those who are new: with them, their subscriptions and the first step of their histories. Of lines
 * with one address the first counts. Who is known is changed at the end, so that nobody waits for an import.
 */
export async function takeInStaged(
  trx: DatabaseTransaction,
  { newsletterId, at }: ImportOccasion,
): Promise<void> {
  await sql`WITH judged AS MATERIALIZED (${judged(newsletterId)}), kept AS (${keepJudged}),
    fresh AS (${freshLines}), known AS (${knownPeople}), new AS (${newPeople(at)}),
    person AS (SELECT id, email_key FROM known UNION ALL SELECT id, email_key FROM new),
    joined AS (
      INSERT INTO subscription (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_ip,
        consent_at, confirmed_at, unsubscribed_at, topics, frequency, send_hour, paused_until)
      SELECT person.id, ${newsletterId}, new_status, consent_text, consent_source, consent_ip,
        consent_at, confirmed_at, unsubscribed_at, coalesce(topics, '{}'), coalesce(frequency, 'weekly'), send_hour,
        paused_until
      FROM fresh JOIN person USING (email_key)
      ON CONFLICT DO NOTHING RETURNING subscriber_id, consent_text, consent_source
    )
    INSERT INTO subscriber_event (subscriber_id, newsletter_id, at, kind, source, detail)
    SELECT subscriber_id, ${newsletterId}, ${at}, 'imported', 'import',
      jsonb_build_object('consent', consent_text, 'consentSource', consent_source) FROM joined`.execute(trx)
}

/** Of lines with one address the first counts, wherever in the file they stand. */
export async function markRepeated(trx: DatabaseTransaction): Promise<void> {
  await sql`UPDATE judged_line SET fault = 'the same address stands in line ' || first_line
    FROM (
      SELECT email_key, min(line) AS first_line FROM judged_line
      WHERE email_key IS NOT NULL GROUP BY email_key HAVING count(*) > 1
    ) AS repeated
    WHERE judged_line.email_key = repeated.email_key AND line > first_line`.execute(trx)
}

const keepJudged = sql`INSERT INTO judged_line
  SELECT line, shown, refusal, verdict, email_key, subscriber_id, old_status, new_status,
    name, locale, time_zone, topics, frequency, send_hour, confirmed_at, unsubscribed_at
  FROM judged`

const freshLines = sql`SELECT * FROM judged WHERE refusal IS NULL AND verdict = 'added' AND NOT EXISTS (
    SELECT FROM judged AS earlier WHERE earlier.email_key = judged.email_key AND earlier.line < judged.line)`

/** Whoever is erased in the meantime stays erased. */
const knownPeople = sql`SELECT locked.id, locked.email_key FROM fresh
  CROSS JOIN LATERAL (SELECT id, email_key FROM subscriber WHERE id = fresh.subscriber_id FOR KEY SHARE) AS locked`

function newPeople(at: Date): RawBuilder<unknown> {
  return sql`INSERT INTO subscriber (email, email_key, address_hmac, name, locale, time_zone, status, created_at)
    SELECT email, email_key, address_hmac, name, locale, time_zone, person_status, ${at}
    FROM fresh WHERE subscriber_id IS NULL ORDER BY line
    ON CONFLICT (email_key) DO NOTHING RETURNING id, email_key`
}

/** LIMIT keeps to the index: a table that grows as the import goes on would be read whole for each batch. */
function judged(newsletterId: number): RawBuilder<unknown> {
  return sql`
    SELECT staged.*, person.id AS subscriber_id, choice.status AS old_status, next.status AS new_status,
      CASE
        WHEN staged.fault IS NOT NULL THEN staged.fault
        WHEN suppressed.reason IS NOT NULL THEN 'the address is suppressed (' || suppressed.reason || ')'
        WHEN choice.status = 'unsubscribed' AND staged.status <> 'unsubscribed'
          THEN 'this person has unsubscribed, and only they can come back'
      END AS refusal,
      CASE
        WHEN choice.status IS NULL THEN 'added'
        WHEN next.status <> choice.status
          OR (person.name, person.locale, person.time_zone) IS DISTINCT FROM (
            coalesce(staged.name, person.name), coalesce(staged.locale, person.locale),
            coalesce(staged.time_zone, person.time_zone))
          OR (choice.topics, choice.frequency, choice.send_hour) IS DISTINCT FROM (
            coalesce(staged.topics, choice.topics), coalesce(staged.frequency, choice.frequency),
            coalesce(staged.send_hour, choice.send_hour))
          THEN 'updated'
        ELSE 'unchanged'
      END AS verdict
    FROM staged_line AS staged
    LEFT JOIN LATERAL (SELECT id, name, locale, time_zone FROM subscriber
      WHERE subscriber.email_key = staged.email_key LIMIT 1) AS person ON true
    LEFT JOIN LATERAL (SELECT status, topics, frequency, send_hour FROM subscription
      WHERE subscriber_id = person.id AND newsletter_id = ${newsletterId} LIMIT 1) AS choice ON true
    LEFT JOIN LATERAL (SELECT reason FROM suppression
      WHERE suppression.address_hmac = staged.address_hmac LIMIT 1) AS suppressed ON true
    CROSS JOIN LATERAL (SELECT CASE
        WHEN choice.status = 'unsubscribed' OR staged.status = 'unsubscribed' THEN 'unsubscribed'
        WHEN choice.status = 'pending' AND staged.status = 'active' THEN 'active'
        ELSE coalesce(choice.status, staged.status)
      END AS status) AS next`
}
