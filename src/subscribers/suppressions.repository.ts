import { sql, type Selectable } from 'kysely'
import type { Connection, DatabaseTransaction } from '../db/database.ts'
import { readCursor } from '../db/read-cursor.ts'
import type { Tables } from '../db/schema.ts'

export type SuppressionRow = Selectable<Tables['suppression']>

export type SuppressionReason = SuppressionRow['reason']

/** Suppresses an address by its HMAC; false when it is suppressed already, which stays as it is. */
export async function insertSuppression(
  db: Connection,
  { address_hmac, reason, source, created_at }: SuppressionRow,
): Promise<boolean> {
  const result = await db
    .insertInto('suppression')
    .values({ address_hmac, reason, source, created_at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Takes a suppression back; false when there is none. */
export async function deleteSuppression(db: Connection, hmac: Buffer): Promise<boolean> {
  const result = await db.deleteFrom('suppression').where('address_hmac', '=', hmac).executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Suppressions after one of them, by their HMACs, `limit` at most. */
export async function listSuppressions(
  db: Connection,
  { after, limit }: { readonly after: Buffer; readonly limit: number },
): Promise<SuppressionRow[]> {
  return db
    .selectFrom('suppression')
    .select(['address_hmac', 'reason', 'source', 'created_at'])
    .where('address_hmac', '>', after)
    .orderBy('address_hmac')
    .limit(limit)
    .execute()
}

/** Every suppression, the oldest first, page by page. */
export function readSuppressions(trx: DatabaseTransaction): AsyncGenerator<SuppressionRow[]> {
  return readCursor(
    trx,
    sql<SuppressionRow>`SELECT address_hmac, reason, source, created_at FROM suppression
      ORDER BY created_at, address_hmac`,
  )
}
