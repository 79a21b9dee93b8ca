import { finished } from 'node:stream/promises'
import { Kysely, PostgresDialect } from 'kysely'
import { from as copyFrom } from 'pg-copy-streams'
import { openPool, type Database } from './database.ts'
import type { Tables } from './schema.ts'

/** One connection on which COPY and other statements take turns, within one transaction if the caller opens it. */
export interface CopySession {
  readonly db: Database
  /** Feeds text to a `COPY … FROM STDIN`. */
  copyIn(statement: string, text: Buffer): Promise<void>
  close(): Promise<void>
}

/** Opens a session; a statement that is under way when `signal` is aborted is cancelled and throws. */
export async function openCopySession(
  url: string,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal | undefined },
): Promise<CopySession> {
  // The second connection is for taking back what runs on the first.
  const pool = openPool(url, { max: 2, application_name: name })
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const cancel = (): void =>
    void pool.query('SELECT pg_cancel_backend($1)', [rows[0]?.pid]).catch(() => undefined)
  signal?.addEventListener('abort', cancel)
  // The one connection is lent for each statement and never given back before the end.
  const lent = { query: client.query.bind(client), release: () => undefined }
  const dialect = new PostgresDialect({
    pool: { connect: async () => lent, end: async () => undefined, options: {} },
  })
  return {
    db: new Kysely<Tables>({ dialect }),
    async copyIn(statement, text) {
      await finished(client.query(copyFrom(statement)).end(text))
    },
    async close() {
      signal?.removeEventListener('abort', cancel)
      client.release()
      await pool.end()
    },
  }
}
