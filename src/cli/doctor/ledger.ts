import type { Config } from '../../config.ts'
import { openDatabase, type Database } from '../../db/database.ts'
import { openEmbeddedPostgres } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { ensureNewsletter } from '../../digest/ensure-newsletter.ts'

/** The database that the settings name, as it is; only our own is brought up to date, as any command would do. */
export interface Ledger {
  readonly db: Database
  readonly url: string
  close(): Promise<void>
}

export async function openLedger({ databaseUrl, dataDir }: Config): Promise<Ledger> {
  if (databaseUrl === undefined) return openOwnLedger(dataDir)
  const db = await openDatabase(databaseUrl, 'recap doctor')
  return { db, url: databaseUrl, close: () => db.destroy() }
}

async function openOwnLedger(dataDir: string): Promise<Ledger> {
  const postgres = await openEmbeddedPostgres(dataDir)
  const closers = [() => postgres.close()]
  const close = async (): Promise<void> => {
    for (const closer of closers.toReversed()) await closer()
  }
  try {
    const db = await openDatabase(postgres.url, 'recap doctor')
    closers.push(() => db.destroy())
    await migrate(db)
    await ensureNewsletter(db)
    return { db, url: postgres.url, close }
  } catch (error) {
    await close()
    throw error
  }
}
