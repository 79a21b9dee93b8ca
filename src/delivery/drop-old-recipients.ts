import type { Database } from '../db/database.ts'
import type { Logger } from '../log.ts'
import type { Clock } from '../time.ts'
import { readCounts } from './books.repository.ts'
import { listOutlived, replaceByTotals } from './retention.repository.ts'

interface DropNeeds {
  readonly db: Database
  readonly logger: Logger
  readonly now: Clock
}

/**
 * Drops the recipients of issues that ended longer ago than their newsletter's `retention-days`, and returns how many
 * issues those were; their totals stay. One that cannot be dropped now is left for the next run.
 */
export async function dropOldRecipients({ db, logger, now }: DropNeeds): Promise<number> {
  let dropped = 0
  for (const { id } of await listOutlived(db, now())) {
    try {
      await db.transaction().execute(async (trx) => replaceByTotals(trx, id, await readCounts(trx, id)))
      dropped += 1
    } catch (error) {
      logger.warn({ err: error, issue: id }, 'the recipients of an old issue could not be dropped yet')
    }
  }
  return dropped
}
