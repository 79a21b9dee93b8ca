import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'

/** Subscribes `reader1@readers.example` … `readerN@readers.example` in one statement each. */
export async function addPeople(db: Database, newsletterId: number, count: number): Promise<void> {
  await sql`
    INSERT INTO subscriber (email, email_key, address_hmac)
    SELECT 'reader' || n || '@readers.example', 'reader' || n || '@readers.example', decode(md5('h' || n), 'hex')
    FROM generate_series(1, ${count}) AS n`.execute(db)
  await sql`
    INSERT INTO subscription (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_at, confirmed_at)
    SELECT id, ${newsletterId}, 'active', 'test', 'test', now(), now() FROM subscriber
    ON CONFLICT DO NOTHING`.execute(db)
}
