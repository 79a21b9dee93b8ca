import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import { movingStatuses } from './issue-states.ts'
import type { WalMark } from './wal-mark.ts'

/** How far the log of the database is on disk; what a crash may take back is not counted. */
export async function readWalPosition(db: Connection): Promise<WalMark> {
  const { rows } = await sql<{ identity: string; position: string }>`
    SELECT control.system_identifier || '/' || pg_database.oid AS identity,
      pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::text AS position
    FROM pg_control_system() AS control, pg_database WHERE pg_database.datname = current_database()`.execute(
    db,
  )
  const [row] = rows
  return { identity: row?.identity ?? '', position: BigInt(row?.position ?? 0) }
}

/** Holds every issue that is on its way, and the slots whose issue may have been sent already. */
export async function holdEverything(
  db: Connection,
  { reason, now }: { readonly reason: string; readonly now: Date },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('issue')
    .set({ status: 'held', reason })
    .where('status', 'in', [...movingStatuses])
    .executeTakeFirst()
  await sql`
    UPDATE slot SET hold_reason = ${reason} FROM newsletter
    WHERE newsletter.id = slot.newsletter_id AND slot.status = 'open'
      AND slot.due_at - newsletter.lead_minutes * interval '1 minute' <= ${now}`.execute(db)
  return Number(numUpdatedRows)
}
