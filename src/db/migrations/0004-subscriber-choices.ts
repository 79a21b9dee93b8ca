import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** What readers choose for themselves, when they were last asked to confirm, and the history of each of them. */
export async function subscriberChoices(db: Connection): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `ALTER TABLE subscription
    ADD topics text[] NOT NULL DEFAULT '{}',
    ADD frequency text NOT NULL DEFAULT 'weekly' CHECK (frequency IN ('weekly', 'monthly')),
    ADD send_hour smallint CHECK (send_hour BETWEEN 0 AND 23),
    ADD paused_until timestamptz,
    ADD confirm_sent_at timestamptz,
    ADD leave_reason text`,
  `CREATE TABLE subscriber_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscriber_id integer NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    newsletter_id integer NOT NULL REFERENCES newsletter,
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('requested', 'confirmed', 'imported', 'added', 'changed', 'paused', 'resumed',
      'unsubscribed', 'resubscribed', 'suppressed', 'unsuppressed')),
    source text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}'
  )`,
  `CREATE INDEX subscriber_event_person ON subscriber_event (subscriber_id, id)`,
]
