import { sql } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'

/** A sign-up as someone sent it, whoever that was: nothing of it is checked yet. */
export interface Signup {
  readonly newsletterId: number
  readonly email: string
  readonly name: string | null
  readonly locale: string
  /** The words to which the sender agreed, as they were shown. */
  readonly consentText: string
  readonly consentSource: string
  readonly ip: string
  readonly at: Date
}

/** Keeps sign-ups until they are looked at, all in one statement. */
export async function insertSignups(db: Connection, signups: readonly Signup[]): Promise<void> {
  const rows = signups.map((signup) => ({
    newsletter_id: signup.newsletterId,
    email: signup.email,
    name: signup.name,
    locale: signup.locale,
    consent_text: signup.consentText,
    consent_source: signup.consentSource,
    ip: signup.ip,
    at: signup.at,
  }))
  await db.insertInto('signup').values(rows).execute()
}

/** Takes the oldest sign-ups of a newsletter out; another taker at the same time gets others. */
export async function deleteSignups(
  trx: DatabaseTransaction,
  newsletterId: number,
  limit: number,
): Promise<Signup[]> {
  const { rows } = await sql<Signup>`
    DELETE FROM signup WHERE id IN (
      SELECT id FROM signup WHERE newsletter_id = ${newsletterId} ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING newsletter_id AS "newsletterId", email, name, locale, consent_text AS "consentText",
      consent_source AS "consentSource", ip, at`.execute(trx)
  return rows
}

/** The newsletters that have sign-ups waiting. */
export async function listNewslettersWithSignups(db: Connection): Promise<number[]> {
  const rows = await db.selectFrom('signup').select('newsletter_id').distinct().execute()
  return rows.map((row) => row.newsletter_id)
}
