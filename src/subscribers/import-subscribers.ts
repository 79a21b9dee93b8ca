import { openCopySession } from '../db/copy-session.ts'
import { AppError } from '../errors.ts'
import type { KeyRing } from '../key-ring.ts'
import type { Clock } from '../time.ts'
import { applyChanges } from './apply-import.repository.ts'
import { batchLines } from './batch-lines.ts'
import { csvText } from './csv-text.ts'
import { findColumns, type HeadingMap } from './import-columns.ts'
import { judgeStaged, markRepeated, takeInStaged } from './judge-import.repository.ts'
import { readCsv } from './read-csv.ts'
import { createLineReader } from './read-import-line.ts'
import {
  clearStaged,
  copyStaged,
  countJudged,
  createStaging,
  readRefused,
  type ImportCounts,
} from './staged-lines.repository.ts'

/** The ledger by its address, since COPY needs a connection of its own; keys, and a clock. */
export interface ImportNeeds {
  readonly databaseUrl: string
  readonly keys: KeyRing
  readonly now: Clock
}

export interface ImportInput {
  readonly newsletterId: number
  readonly csv: AsyncIterable<Uint8Array>
  readonly map: HeadingMap
  /** Proof of consent for lines that have none of their own. */
  readonly consent: string | undefined
  readonly dryRun: boolean
  /** Takes the lines of the report, as CSV. */
  readonly report: (text: string) => Promise<void>
  readonly signal?: AbortSignal
}

export interface ImportResult extends ImportCounts {
  /** Headings of columns that were not read. */
  readonly ignored: readonly string[]
}

/**
 * Takes in subscribers from CSV, all in one transaction: what is cut off changes nothing. Lines that cannot be taken
 * stand in the report with their number and reason. The same file again changes nothing. A dry run only counts.
 * Throws `bad_input` for a file that is no CSV, has no column of addresses or tells of no consent.
 */
export async function importSubscribers(needs: ImportNeeds, input: ImportInput): Promise<ImportResult> {
  const { signal, dryRun } = input
  const { batches, ignored } = await openBatches(needs, input)
  const session = await openCopySession(needs.databaseUrl, { name: 'recap import', signal })
  const occasion = { newsletterId: input.newsletterId, at: needs.now() }
  const takeIn = dryRun ? judgeStaged : takeInStaged
  try {
    return await session.db.transaction().execute(async (trx) => {
      await createStaging(trx)
      let inHand = Promise.resolve()
      for await (const text of batches) {
        await inHand
        signal?.throwIfAborted()
        await session.copyIn(copyStaged, text)
        // The next batch is read while the database works on this one, but not while it waits to be fed.
        inHand = takeIn(trx, occasion).then(() => clearStaged(trx))
        // It is told when its turn comes.
        inHand.catch(() => undefined)
      }
      await inHand
      await markRepeated(trx)
      await writeReport(readRefused(trx), input.report)
      if (!dryRun) await applyChanges(trx, occasion)
      signal?.throwIfAborted()
      return { ...(await countJudged(trx)), ignored }
    })
  } finally {
    await session.close()
  }
}

/** Reads the heading; the lines below are read batch by batch. */
async function openBatches({ keys, now }: ImportNeeds, { csv, map, consent }: ImportInput) {
  const lines = readCsv(csv)
  const first = await lines.next()
  if (first.done) throw new AppError('bad_input', 'The file is empty: it needs a first line with headings.')
  const columns = findColumns(first.value.cells, map)
  if (!columns.at.has('consent') && !consent?.trim()) throw noConsent()
  const read = createLineReader({ columns, consent: consent?.trim(), keys, now: now() })
  return { batches: batchLines(lines, read), ignored: columns.ignored }
}

async function writeReport(
  refused: ReturnType<typeof readRefused>,
  write: ImportInput['report'],
): Promise<void> {
  await write(csvText([['line', 'email', 'reason']]))
  for await (const page of refused) {
    await write(csvText(page.map(({ line, shown, fault }) => [String(line), shown, fault])))
  }
}

function noConsent(): AppError {
  return new AppError(
    'bad_input',
    'The file has no column consent. Say when and how these people agreed: --consent "signed up at the fair, May 2026".',
  )
}
