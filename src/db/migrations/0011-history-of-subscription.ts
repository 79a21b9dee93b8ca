import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/**
 * A step of a history belongs to a subscription, not to just any reader and any newsletter, and goes with it. One key
 * to check in place of two, which is felt when a million people are imported.
 */
export async function historyOfSubscription(db: Connection): Promise<void> {
  await sql`ALTER TABLE subscriber_event
    DROP CONSTRAINT subscriber_event_subscriber_id_fkey,
    DROP CONSTRAINT subscriber_event_newsletter_id_fkey,
    ADD FOREIGN KEY (newsletter_id, subscriber_id)
      REFERENCES subscription (newsletter_id, subscriber_id) ON DELETE CASCADE`.execute(db)
}
