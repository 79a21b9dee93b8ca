import { sql, type RawBuilder } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'

/** The newsletter that an import is for, and when it took place. */
export interface ImportOccasion {
  readonly newsletterId: number
  readonly at: Date
}

/** Brings what was decided of each staged line into the ledger; a few statements, however many lines there are. */
export async function applyJudged(trx: DatabaseTransaction, occasion: ImportOccasion): Promise<void> {
  for (const statement of statementsFor(occasion)) await statement.execute(trx)
}

/**
 * A statement that itself locks every row it refers to needs no checks of foreign keys, which take most of the time of
 * a long INSERT: for a superuser, as in a database of our own, they are off until they are switched on again.
 */
function switchKeyChecks(role: 'replica' | 'origin'): RawBuilder<unknown> {
  return sql`SELECT set_config('session_replication_role', ${role}, true)
    FROM pg_roles WHERE rolname = current_user AND rolsuper`
}

/** Whoever left in the meantime stays away: each statement looks again. */
function statementsFor({ newsletterId, at }: ImportOccasion): readonly RawBuilder<unknown>[] {
  return [
    sql`INSERT INTO subscriber (email, email_key, address_hmac, name, locale, time_zone, status, created_at)
      SELECT email, email_key, address_hmac, name, locale, time_zone, person_status, ${at}
      FROM judged_line WHERE fault IS NULL AND verdict = 'added' AND subscriber_id IS NULL
      ORDER BY line ON CONFLICT (email_key) DO NOTHING`,
    sql`UPDATE subscriber SET name = coalesce(judged_line.name, subscriber.name),
        locale = coalesce(judged_line.locale, subscriber.locale),
        time_zone = coalesce(judged_line.time_zone, subscriber.time_zone)
      FROM judged_line
      WHERE subscriber.id = judged_line.subscriber_id AND fault IS NULL AND verdict <> 'unchanged'`,
    switchKeyChecks('replica'),
    sql`WITH new AS (
        INSERT INTO subscription (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_ip,
          consent_at, confirmed_at, unsubscribed_at, topics, frequency, send_hour, paused_until)
        SELECT subscriber.id, newsletter.id, new_status, consent_text, consent_source, consent_ip,
          consent_at, confirmed_at, unsubscribed_at, coalesce(topics, '{}'), coalesce(frequency, 'weekly'), send_hour,
          paused_until
        FROM judged_line JOIN subscriber USING (email_key) JOIN newsletter ON newsletter.id = ${newsletterId}
        WHERE fault IS NULL AND verdict = 'added' FOR KEY SHARE OF subscriber, newsletter
        ON CONFLICT DO NOTHING RETURNING subscriber_id, consent_text, consent_source
      )
      INSERT INTO subscriber_event (subscriber_id, newsletter_id, at, kind, source, detail)
      SELECT subscriber_id, ${newsletterId}, ${at}, 'imported', 'import',
        jsonb_build_object('consent', consent_text, 'consentSource', consent_source) FROM new`,
    switchKeyChecks('origin'),
    sql`WITH changed AS (
        UPDATE subscription SET status = new_status,
          topics = coalesce(judged_line.topics, subscription.topics),
          frequency = coalesce(judged_line.frequency, subscription.frequency),
          send_hour = coalesce(judged_line.send_hour, subscription.send_hour),
          confirmed_at = coalesce(subscription.confirmed_at,
            CASE WHEN new_status = 'active' THEN judged_line.confirmed_at END),
          unsubscribed_at = coalesce(subscription.unsubscribed_at, judged_line.unsubscribed_at)
        FROM judged_line
        WHERE subscription.subscriber_id = judged_line.subscriber_id AND newsletter_id = ${newsletterId}
          AND fault IS NULL AND verdict = 'updated' AND subscription.status = old_status
        RETURNING subscription.subscriber_id, old_status, new_status
      )
      INSERT INTO subscriber_event (subscriber_id, newsletter_id, at, kind, source)
      SELECT subscriber_id, ${newsletterId}, ${at},
        CASE WHEN new_status = old_status THEN 'changed'
          WHEN new_status = 'unsubscribed' THEN 'unsubscribed' ELSE 'confirmed' END, 'import'
      FROM changed`,
  ]
}
