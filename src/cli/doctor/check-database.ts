import { checkMigrated } from '../../db/migrate.ts'
import { examine, ill, well, type Finding } from './finding.ts'
import type { Ledger } from './ledger.ts'
import { readServer } from './server.repository.ts'

const mostSecondsApart = 5

export function checkDatabaseServer({ db }: Ledger, isOwn: boolean): Promise<Finding> {
  return examine('database', 'Check DATABASE_URL and that the server is up.', async () => {
    const { version } = await readServer(db)
    return well('database', `PostgreSQL ${version}${isOwn ? ' under DATA_DIR' : ''} answers`)
  })
}

export function checkMigrations({ db }: Ledger): Promise<Finding> {
  return examine('migrations', 'Run `recap migrate`.', async () => {
    await checkMigrated(db)
    return well('migrations', 'the schema is up to date')
  })
}

export function checkClock({ db }: Ledger): Promise<Finding> {
  const mend = 'Set both clocks by NTP: issues go out by the one, leases run on the other.'
  return examine('clock', mend, async () => {
    const before = Date.now()
    const { now } = await readServer(db)
    const middle = (before + Date.now()) / 2
    const apart = Math.abs(now.getTime() - middle) / 1_000
    const detail = `${apart.toFixed(1)} s apart from the clock of the database`
    return apart <= mostSecondsApart ? well('clock', detail) : ill('clock', detail, mend)
  })
}
