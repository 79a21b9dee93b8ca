import { openCopySession, type CopySession } from '../db/copy-session.ts'
import type { DatabaseTransaction } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { KeyRing } from '../key-ring.ts'
import type { Clock } from '../time.ts'
import { applyJudged } from './apply-import.repository.ts'
import { csvText } from './csv-text.ts'
import { findColumns, type HeadingMap, type ImportColumns } from './import-columns.ts'
import { readCsv, type CsvLine } from './read-csv.ts'
import { createLineReader } from './read-import-line.ts'
import { copyLine } from './staged-line.ts'
import {
  copyStaged,
  countJudged,
  createStaging,
  judgeStaged,
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
  const session = await openCopySession(needs.databaseUrl, 'recap import')
  try {
    return await session.db.transaction().execute(async (trx) => {
      await createStaging(trx)
      const { ignored } = await stage(session, needs, input)
      await judgeStaged(trx, input.newsletterId)
      await writeReport(trx, input.report)
      input.signal?.throwIfAborted()
      if (!input.dryRun) await applyJudged(trx, { newsletterId: input.newsletterId, at: needs.now() })
      return { ...(await countJudged(trx)), ignored }
    })
  } finally {
    await session.close()
  }
}

/** Reads the heading, then sends every line to the staging table as it comes. */
async function stage(session: CopySession, needs: ImportNeeds, input: ImportInput): Promise<ImportColumns> {
  const lines = readCsv(input.csv)
  const first = await lines.next()
  if (first.done) throw new AppError('bad_input', 'The file is empty: it needs a first line with headings.')
  const columns = findColumns(first.value.cells, input.map)
  if (!columns.at.has('consent') && !input.consent?.trim()) throw noConsent()
  const context = { columns, consent: input.consent?.trim(), keys: needs.keys, now: needs.now() }
  await session.copyIn(copyStaged, stagedText(lines, createLineReader(context)), input.signal)
  return columns
}

const pieceLength = 16 * 1024

/** COPY gets its lines in pieces: one write for each would cost more than all the rest. */
async function* stagedText(
  lines: AsyncIterable<CsvLine>,
  read: ReturnType<typeof createLineReader>,
): AsyncGenerator<string> {
  let piece = ''
  for await (const { line, cells, fault } of lines) {
    piece += copyLine(fault === undefined ? read(cells, line) : { line: String(line), shown: '', fault })
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

async function writeReport(trx: DatabaseTransaction, write: ImportInput['report']): Promise<void> {
  await write(csvText([['line', 'email', 'reason']]))
  for await (const page of readRefused(trx)) {
    await write(csvText(page.map(({ line, shown, fault }) => [String(line), shown, fault])))
  }
}

function noConsent(): AppError {
  return new AppError(
    'bad_input',
    'The file has no column consent. Say when and how these people agreed: --consent "signed up at the fair, May 2026".',
  )
}
