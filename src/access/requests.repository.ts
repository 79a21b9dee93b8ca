import { sql, type Insertable, type Selectable } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'

export type StoredRequest = Selectable<Tables['idempotent_request']>

/** Takes a key for the rest of the transaction; false when another transaction has it. */
export async function tryLockKey(
  trx: DatabaseTransaction,
  { tokenId, key }: { readonly tokenId: number; readonly key: string },
): Promise<boolean> {
  const name = `idempotency ${tokenId} ${key}`
  const { rows } = await sql<{ taken: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS taken`.execute(trx)
  return rows[0]?.taken === true
}

export async function findRequest(
  db: Connection,
  tokenId: number,
  key: string,
): Promise<StoredRequest | undefined> {
  return db
    .selectFrom('idempotent_request')
    .selectAll()
    .where('token_id', '=', tokenId)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** Forgets the answers of a token that were given before an instant. */
export async function deleteRequestsBefore(
  trx: DatabaseTransaction,
  tokenId: number,
  before: Date,
): Promise<void> {
  await trx
    .deleteFrom('idempotent_request')
    .where('token_id', '=', tokenId)
    .where('created_at', '<', before)
    .execute()
}

export async function insertRequest(
  trx: DatabaseTransaction,
  request: Insertable<Tables['idempotent_request']>,
): Promise<void> {
  await trx.insertInto('idempotent_request').values(request).execute()
}
