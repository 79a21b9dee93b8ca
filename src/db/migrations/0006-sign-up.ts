import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** Sign-ups that wait to be looked at, the mails that readers' own acts ask for, and the counters against floods. */
export async function signUp(db: Connection): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE signup (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    newsletter_id integer NOT NULL REFERENCES newsletter,
    email text NOT NULL,
    name text,
    locale text NOT NULL,
    consent_text text NOT NULL,
    consent_source text NOT NULL,
    ip text NOT NULL,
    at timestamptz NOT NULL
  )`,
  `CREATE TABLE notice (
    subscriber_id integer NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    newsletter_id integer NOT NULL REFERENCES newsletter,
    kind text NOT NULL CHECK (kind IN ('confirm', 'welcome', 'preferences')),
    requested_at timestamptz NOT NULL,
    claimed_at timestamptz,
    done_at timestamptz,
    PRIMARY KEY (subscriber_id, newsletter_id, kind)
  )`,
  `CREATE INDEX notice_waiting ON notice (requested_at) WHERE done_at IS NULL`,
  // A counter that a crash forgets only starts anew, so it need not be logged.
  `CREATE UNLOGGED TABLE sign_up_limit (
    key varchar(255) PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  )`,
]
