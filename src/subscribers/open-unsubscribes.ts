import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { batchCalls } from '../batch-calls.ts'
import { isOwnerGone, ownerOf } from '../db/owner.ts'
import { hasCode } from '../db/has-code.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Logger } from '../log.ts'
import { within } from '../within.ts'
import { endSubscriptions, type ReaderRow } from './reader-rows.repository.ts'
import {
  openUnsubscribeJournal,
  readUnsubscribeJournal,
  type UnsubscribeJournal,
} from './unsubscribe-journal.ts'
import type { Leaving } from './unsubscribe-record.ts'

/** The way out of a newsletter, which holds while the database is away. */
export interface Unsubscribes {
  /** Makes ready what is needed without the database, before the first request comes. */
  prepare(): Promise<void>
  /**
   * Ends a subscription for good before it resolves: with its reader when the database has it, undefined for a reader
   * who is no more, `kept` when it is on disk until the database is back. When neither can be, it is `retry_later`.
   */
  end(leaving: Leaving): Promise<ReaderRow | undefined | 'kept'>
  /** Brings everything kept on this machine into the database; with nothing kept it costs next to nothing. */
  replay(): Promise<void>
  close(): Promise<void>
}

export interface UnsubscribesNeeds {
  readonly db: Database
  readonly logger: Logger
  /** Where journals are kept, those of other processes of this machine beside. */
  readonly folder: string
}

const largestBatch = 500
const answerWithinMs = 2_000
const retryMs = 200
const suffix = '.journal'

/** Opens the way out; `close` waits for nothing that is kept, which the next start brings in. */
export function openUnsubscribes({ db, logger, folder }: UnsubscribesNeeds): Unsubscribes {
  const ownFile = path.join(folder, encodeURIComponent(ownerOf(process.pid)) + suffix)
  let opening: Promise<UnsubscribeJournal> | undefined
  let retrying: Promise<void> | undefined
  const closing = new AbortController()
  const journal = async () => (opening ??= openUnsubscribeJournal(ownFile))
  const end = batchCalls((leavings: readonly Leaving[]) => endSubscriptions(db, leavings), largestBatch)
  const apply = async (leavings: readonly Leaving[]): Promise<void> => {
    for (let start = 0; start < leavings.length; start += largestBatch)
      await endSubscriptions(db, leavings.slice(start, start + largestBatch))
    if (leavings.length > 0)
      logger.info({ unsubscribes: leavings.length }, 'kept unsubscribes were brought in')
  }

  async function replay(): Promise<void> {
    await (await opening)?.drain(apply)
    for (const name of await listJournals(folder)) {
      const file = path.join(folder, name)
      if (file === ownFile) continue
      await apply(await readUnsubscribeJournal(file))
      // Its owner may still write to it, unless it is known to be gone.
      if (isOwnerGone(decodeURIComponent(name.slice(0, -suffix.length)))) await rm(file, { force: true })
    }
  }

  async function retry(): Promise<void> {
    while (!closing.signal.aborted && !(await journal()).isEmpty) {
      await delay(retryMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
      await replay().catch(() => undefined)
    }
    retrying = undefined
  }

  return {
    prepare: async () => void (await journal()),
    replay,
    async end(leaving) {
      try {
        return await within(answerWithinMs, end(leaving), hangs)
      } catch (error) {
        if (!retrying) logger.warn({ err: error }, 'the database is away: unsubscribes are kept on disk')
        await keep(journal, leaving)
        retrying ??= retry()
        return 'kept'
      }
    },
    async close() {
      closing.abort()
      await retrying
      const opened = await opening
      await opened?.close()
      if (opened?.isEmpty) await rm(ownFile, { force: true })
    },
  }
}

async function keep(journal: () => Promise<UnsubscribeJournal>, leaving: Leaving): Promise<void> {
  try {
    await (await journal()).append(leaving)
  } catch (cause) {
    const message =
      'The unsubscribe could be kept neither in the database nor on disk. Send it again in a minute.'
    throw new AppError('retry_later', message, { cause })
  }
}

/** A database that hangs is as good as away. */
function hangs(): AppError {
  return new AppError('unreachable', `The database has not answered for ${answerWithinMs} ms.`)
}

async function listJournals(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(suffix))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
