import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { addAbortSignal } from 'node:stream'
import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { AppError } from '../../errors.ts'
import { parseHeadingMap, type HeadingMap } from '../../subscribers/import-columns.ts'
import { importSubscribers, type ImportResult } from '../../subscribers/import-subscribers.ts'
import { act, addCommand } from '../command.ts'
import { exitCodes, Interrupted } from '../exit-codes.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { spareMemory } from '../spare-memory.ts'
import { holdApp } from '../with-app.ts'

/** The lines of a piece are all held at once, so small pieces need less memory. */
const readBytes = 16 * 1024

interface ImportOptions {
  readonly dryRun?: boolean
  readonly consent?: string
  readonly map?: HeadingMap
}

export function addSubscriberImport(subscriber: Command, session: Session): void {
  addCommand(subscriber, {
    usage: 'import',
    does: 'Take in people from a CSV file; lines that cannot be taken are reported, the others go in.',
    example:
      'recap subscriber import readers.csv --dry-run\nrecap subscriber import readers.csv --map "E-Mail=email"',
  })
    .argument('<file>', 'CSV file, or - for standard input')
    .option('--dry-run', 'only count and report; nothing goes in')
    .option('--consent <text>', 'when and how people agreed, for lines without a consent of their own')
    .option(
      '--map <headings>',
      'which heading is which column: "E-Mail=email,Surname=last_name"',
      parseHeadingMap,
    )
    .action(
      act(session, (file: string, options: ImportOptions) => {
        spareMemory()
        return holdApp(session, (app) => importFile(session, app, { ...options, file }))
      }),
    )
}

async function importFile(
  session: Session,
  app: App,
  { file, ...options }: ImportOptions & { readonly file: string },
): Promise<number> {
  const newsletterId = (await getNewsletter(app.db)).id
  const report = await openReport(app)
  const needs = { databaseUrl: app.databaseUrl, keys: app.config.keys, now: app.now }
  try {
    const result = await importSubscribers(needs, {
      newsletterId,
      csv: bytesOf(session, file),
      map: options.map ?? new Map(),
      consent: options.consent,
      dryRun: options.dryRun === true,
      report: report.write,
      signal: session.io.stopping,
    })
    await tell(session, result, { ...options, path: report.path })
    return result.refused > 0 ? exitCodes.partlyDone : exitCodes.done
  } catch (cause) {
    await rm(report.path, { force: true })
    if (!session.io.stopping.aborted) throw cause
    say(session, 'Interrupted: nothing of the file went in. Run the same command again to import it.')
    throw new Interrupted('interrupted', { cause })
  } finally {
    await report.close()
  }
}

async function* bytesOf({ io }: Session, file: string): AsyncGenerator<Uint8Array> {
  const input =
    file === '-' ? io.stdin : createReadStream(path.resolve(io.cwd, file), { highWaterMark: readBytes })
  try {
    for await (const piece of addAbortSignal(io.stopping, input))
      yield typeof piece === 'string' ? Buffer.from(piece) : piece
  } catch (cause) {
    throw new AppError('bad_input', `${file} cannot be read. Check that it is there and is a file.`, {
      cause,
    })
  }
}

/** Addresses stand in a report, so its owner alone may read it. */
async function openReport({ config, now }: App) {
  const folder = path.join(config.dataDir, 'imports')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const stamp = now().toISOString().replaceAll(/[:.]/g, '-')
  const file = path.join(folder, `${stamp}-${process.pid}.csv`)
  const handle = await open(file, 'w', 0o600)
  return {
    path: file,
    write: async (text: string) => void (await handle.write(text)),
    close: () => handle.close(),
  }
}

async function tell(
  session: Session,
  { ignored, ...counts }: ImportResult,
  { dryRun, path: report }: ImportOptions & { readonly path: string },
): Promise<void> {
  if (ignored.length > 0) say(session, `Columns that are not read: ${ignored.join(', ')}.`)
  if (dryRun) say(session, 'This was a dry run: nothing went in.')
  if (counts.refused > 0) say(session, `${counts.refused} lines were refused; the report says which and why.`)
  await printObject(session, { ...counts, report, ...(dryRun && { dryRun }) })
}
