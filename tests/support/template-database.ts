import { openDatabase, openPool } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { ensureNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { openBackend } from '../../src/queue/backend.ts'

/** Makes `recap_template` on a server: migrated, with a newsletter and the queue's tables, to be cloned. */
export async function makeTemplate(url: string): Promise<void> {
  const pool = openPool(url, { max: 1 })
  await pool.query('CREATE DATABASE recap_template')
  await pool.end()
  const templateUrl = url.replace(/\/recap$/, '/recap_template')
  const db = await openDatabase(templateUrl, 'recap test')
  await migrate(db)
  await ensureNewsletter(db)
  await db.destroy()
  const backend = await openBackend({ databaseUrl: templateUrl })
  await backend.close()
}
