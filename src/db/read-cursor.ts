import { sql, type RawBuilder } from 'kysely'
import type { DatabaseTransaction } from './database.ts'

const pageRows = 500

/** The rows of a query page by page, as they stood when the first was asked for: a result of any size needs little memory. */
export async function* readCursor<Row>(
  trx: DatabaseTransaction,
  query: RawBuilder<Row>,
): AsyncGenerator<Row[]> {
  await sql`DECLARE pages NO SCROLL CURSOR FOR ${query}`.execute(trx)
  for (;;) {
    const { rows } = await sql<Row>`FETCH ${sql.lit(pageRows)} FROM pages`.execute(trx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`CLOSE pages`.execute(trx)
}
