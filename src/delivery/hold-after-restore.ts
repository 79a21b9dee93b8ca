import type { Database } from '../db/database.ts'
import type { Logger } from '../log.ts'
import type { Clock } from '../time.ts'
import { isBehind, readMark, writeMark } from './wal-mark.ts'
import { holdEverything, readWalPosition } from './wal-position.repository.ts'

export interface RestoreNeeds {
  readonly db: Database
  readonly now: Clock
  readonly logger: Logger
  /** Where this host keeps how far the log of the database had come. */
  readonly walMarkFile: string
}

const reason =
  'The database is older than this host has seen it, or another: it was restored. Mails that went out meanwhile may ' +
  'not stand in it. Compare it with the log of your mail server; then `recap issue send` releases this issue and ' +
  '`recap issue cancel` ends it.'

/**
 * Holds all that would go out when the database turns out to be a restored one, so that nobody gets an old issue again,
 * and returns whether it did; keeps how far the database is now.
 */
export async function holdAfterRestore({ db, now, logger, walMarkFile }: RestoreNeeds): Promise<boolean> {
  // In this order: another process of this host may move the mark on meanwhile.
  const seen = readMark(walMarkFile)
  const mark = await readWalPosition(db)
  const behind = isBehind(mark, seen)
  if (behind) {
    const issues = await holdEverything(db, { reason, now: now() })
    logger.error({ issues }, 'the database was restored: what was on its way is held')
  }
  writeMark(walMarkFile, mark)
  return behind
}
