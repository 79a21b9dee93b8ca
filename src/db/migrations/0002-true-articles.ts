import { sql } from 'kysely'
import type { Connection } from '../database.ts'

/** What intake and choice need to know of sources and articles, the choice with its reasons, and the API's tokens. */
export async function trueArticles(db: Connection): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // Trusted since PostgreSQL 13: the owner of the database may create it.
  `CREATE EXTENSION IF NOT EXISTS pg_trgm`,
  `ALTER TABLE source
    ADD weight real NOT NULL DEFAULT 0.5 CHECK (weight BETWEEN 0 AND 1),
    ADD topic_defaults text[] NOT NULL DEFAULT '{}',
    ADD failing_since timestamptz,
    ADD permanent_url text,
    ADD permanent_count smallint NOT NULL DEFAULT 0,
    ADD permanent_since timestamptz,
    ADD url_history text[] NOT NULL DEFAULT '{}'`,
  `ALTER TABLE article
    ADD origin_url text,
    ADD access text NOT NULL DEFAULT 'unknown' CHECK (access IN ('free', 'paywall', 'unknown')),
    ADD article_type text NOT NULL DEFAULT 'news'
      CHECK (article_type IN ('news', 'blog', 'live', 'roundup', 'sponsored')),
    ADD signals jsonb NOT NULL DEFAULT '{}',
    ADD body_hash text,
    ADD minhash bytea,
    ADD search tsvector GENERATED ALWAYS AS (
      setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', coalesce(dek, '')), 'B')) STORED`,
  `CREATE INDEX article_search ON article USING gin (search)`,
  `CREATE INDEX article_title ON article USING gin (title gin_trgm_ops)`,
  `ALTER TABLE article_alias
    DROP CONSTRAINT article_alias_kind_check,
    ADD CHECK (kind IN ('guid', 'url', 'canonical', 'external'))`,
  `CREATE INDEX article_alias_article ON article_alias (article_id)`,
  `CREATE TABLE decision (
    newsletter_id integer NOT NULL REFERENCES newsletter,
    article_id bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    action text NOT NULL CHECK (action IN ('pin', 'hide')),
    position smallint CHECK (position BETWEEN 1 AND 60),
    decided_by text NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (newsletter_id, article_id, action)
  )`,
  `ALTER TABLE newsletter
    ADD grace_days smallint NOT NULL DEFAULT 3 CHECK (grace_days BETWEEN 0 AND 7),
    ADD memory_weeks smallint NOT NULL DEFAULT 8 CHECK (memory_weeks BETWEEN 1 AND 52)`,
  `ALTER TABLE issue ADD input_hash text`,
  `ALTER TABLE issue_item ADD score real, ADD breakdown jsonb`,
  `CREATE TABLE issue_choice (
    issue_id integer NOT NULL REFERENCES issue ON DELETE CASCADE,
    article_id bigint NOT NULL REFERENCES article ON DELETE CASCADE,
    verdict text NOT NULL CHECK (verdict IN ('in', 'folded', 'out')),
    reason text NOT NULL,
    detail text NOT NULL,
    folded_into bigint REFERENCES article ON DELETE SET NULL,
    score real,
    PRIMARY KEY (issue_id, article_id)
  )`,
  `CREATE TABLE api_token (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `CREATE TABLE idempotent_request (
    token_id integer NOT NULL REFERENCES api_token ON DELETE CASCADE,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint NOT NULL,
    response jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (token_id, key)
  )`,
]
