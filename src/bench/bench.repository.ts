import { sql } from 'kysely'
import type { Pool } from 'pg'
import type { Connection } from '../db/database.ts'
import type { IssueStatus } from '../db/values.ts'

/** Makes an empty database beside the operator's; its name is our own, so it needs no quotes. */
export async function createDatabase(pool: Pool, name: string): Promise<void> {
  await pool.query(`CREATE DATABASE ${name}`)
}

export async function dropDatabase(pool: Pool, name: string): Promise<void> {
  await pool.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

/** Subscribes `reader1@town1.example` and so on: names that nobody can have, spread over a thousand domains. */
export async function addPeople(db: Connection, newsletterId: number, count: number): Promise<void> {
  await sql`
    INSERT INTO subscriber (email, email_key, address_hmac)
    SELECT address, address, decode(md5(address), 'hex')
    FROM (SELECT 'reader' || n || '@town' || n % 1000 || '.example' AS address
      FROM generate_series(1, ${count}::integer) AS n) AS people`.execute(db)
  await sql`
    INSERT INTO subscription (subscriber_id, newsletter_id, status, consent_text, consent_source, consent_at, confirmed_at)
    SELECT id, ${newsletterId}, 'active', 'bench', 'bench', now(), now() FROM subscriber
    ON CONFLICT DO NOTHING`.execute(db)
}

export async function readIssueStatus(db: Connection, issueId: number): Promise<IssueStatus> {
  const { status } = await db
    .selectFrom('issue')
    .select('status')
    .where('id', '=', issueId)
    .executeTakeFirstOrThrow()
  return status
}
