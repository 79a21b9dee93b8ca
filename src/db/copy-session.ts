import { pipeline } from 'node:stream/promises'
import { Kysely, PostgresDialect } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { openPool, type Database } from './database.ts'
import type { Tables } from './schema.ts'

/** One connection on which COPY and other statements take turns, within one transaction if the caller opens it. */
export interface CopySession {
  readonly db: Database
  /** Feeds text to a `COPY … FROM STDIN`; when the source throws, the copy is undone and the error thrown on. */
  copyIn(statement: string, text: AsyncIterable<string>, signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

export async function openCopySession(url: string, name: string): Promise<CopySession> {
  const pool = openPool(url, { max: 1, application_name: name })
  const client = await pool.connect()
  // The one connection is lent for each statement and never given back before the end.
  const lent = { query: client.query.bind(client), release: () => undefined }
  const dialect = new PostgresDialect({
    pool: { connect: async () => lent, end: async () => undefined, options: {} },
  })
  return {
    db: new Kysely<Tables>({ dialect }),
    async copyIn(statement, text, signal) {
      await pipeline(text, client.query(copyFrom(statement)), { ...(signal && { signal }) })
    },
    async close() {
      client.release()
      await pool.end()
    },
  }
}
