import type { DatabaseTransaction } from '../db/database.ts'

/** Records who erased whom, by the number that the ledger still has. */
export async function insertErasureRecord(
  trx: DatabaseTransaction,
  record: { readonly actor: string; readonly subscriberId: number; readonly at: Date },
): Promise<void> {
  const { actor, subscriberId, at } = record
  await trx
    .insertInto('audit')
    .values({ at, actor, action: 'subscriber.erase', subject: `subscriber ${subscriberId}` })
    .execute()
}
