import type { Insertable, Selectable } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

export type TokenRow = Selectable<Tables['api_token']>

export async function insertToken(
  db: Connection,
  token: Insertable<Tables['api_token']>,
): Promise<{ id: number }> {
  return db.insertInto('api_token').values(token).returning('id').executeTakeFirstOrThrow()
}

/** The token with this hash, unless it was revoked. */
export async function findLiveToken(db: Connection, hash: Buffer): Promise<TokenRow | undefined> {
  return db
    .selectFrom('api_token')
    .selectAll()
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

/** Every token, revoked ones among them, the oldest first. */
export async function selectTokens(db: Connection): Promise<TokenRow[]> {
  return db.selectFrom('api_token').selectAll().orderBy('id').execute()
}

/** Records a use, unless a later one is on record. */
export async function touchToken(db: Connection, id: number, at: Date): Promise<void> {
  await db
    .updateTable('api_token')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
    .execute()
}

/** Revokes a token, once: the first instant stays. Undefined when there is no such token. */
export async function setRevoked(db: Connection, id: number, at: Date): Promise<TokenRow | undefined> {
  return db
    .updateTable('api_token')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(at)) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}
