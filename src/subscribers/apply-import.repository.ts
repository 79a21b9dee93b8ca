import { sql } from 'kysely'
import type { DatabaseTransaction } from '../db/database.ts'

/** The newsletter that an import is for, and when it took place. */
export interface ImportOccasion {
  readonly newsletterId: number
  readonly at: Date
}

/** Changes those who were known before; whoever left in the meantime stays away: each statement looks again. */
export async function applyChanges(
  trx: DatabaseTransaction,
  { newsletterId, at }: ImportOccasion,
): Promise<void> {
  await sql`ANALYZE judged_line`.execute(trx)
  await sql`UPDATE subscriber SET name = coalesce(judged_line.name, subscriber.name),
      locale = coalesce(judged_line.locale, subscriber.locale),
      time_zone = coalesce(judged_line.time_zone, subscriber.time_zone)
    FROM judged_line
    WHERE subscriber.id = judged_line.subscriber_id AND fault IS NULL AND verdict <> 'unchanged'`.execute(trx)
  await sql`WITH changed AS (
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
    FROM changed`.execute(trx)
}
