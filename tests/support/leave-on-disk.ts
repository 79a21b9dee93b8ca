import { rename } from 'node:fs/promises'
import path from 'node:path'
import { checkDatabase, openDatabase } from '../../src/db/database.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { openUnsubscribes } from '../../src/subscribers/open-unsubscribes.ts'
import type { Stage } from './stage.ts'

/** The web process of this machine takes a farewell while the database is away: it stands on disk alone. */
export async function leaveOnDisk({ env, newsletterId, app }: Stage, email: string): Promise<void> {
  const row = app.db.selectFrom('subscriber').select('id').where('email', '=', email)
  const { id: subscriberId } = await row.executeTakeFirstOrThrow()
  const db = await openDatabase(env['DATABASE_URL'] ?? '', 'away')
  // A pool that was never used is not ended, and would be used.
  await checkDatabase(db)
  await db.destroy()
  const folder = path.join(env['DATA_DIR'] ?? '', 'unsubscribes')
  const web = openUnsubscribes({ db, logger: app.logger, folder })
  const kept = await web.end({ subscriberId, newsletterId, at: new Date() })
  if (kept !== 'kept') throw new Error('the database was there')
  const fileOf = (pid: number) => path.join(folder, `${encodeURIComponent(ownerOf(pid))}.journal`)
  await rename(fileOf(process.pid), fileOf(process.ppid))
  await web.close()
}
