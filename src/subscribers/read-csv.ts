import { Readable } from 'node:stream'
import { parse, type CsvError, type Info } from 'csv-parse'
import { AppError } from '../errors.ts'
import { decodeCsv } from './decode-csv.ts'
import { findDelimiter } from './find-delimiter.ts'

/** A line of a CSV file: where it begins in the file, and its cells or what is wrong with it. */
export interface CsvLine {
  readonly line: number
  readonly cells: readonly string[]
  readonly fault?: string
}

const longestLine = 64 * 1024

/**
 * The lines of a CSV file (RFC 4180) in any encoding that `decodeCsv` knows, cut by comma, semicolon or tab. Throws
 * `bad_input` for a line of more than 64 KB, so that a line without end needs no more memory than another.
 */
export async function* readCsv(input: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  const bytes = decodeCsv(input)
  const head = await readHead(bytes)
  let unclosed = false
  const parser = parse({
    delimiter: findDelimiter(head.toString()),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    info: true,
    max_record_size: longestLine,
    on_skip: (error) => {
      if (error?.code === 'CSV_MAX_RECORD_SIZE') throw tooLong(error)
      unclosed = true
      return undefined
    },
  })
  const source = Readable.from(chain(head, bytes), { objectMode: false })
  source.on('error', (error) => parser.destroy(error))
  const place = createLineCounter()
  let end = 0
  for await (const { record, info } of records(source.pipe(parser))) {
    const at = place(record, info)
    yield { line: at.first, cells: record }
    end = at.last
  }
  if (unclosed) yield { line: end + 1, cells: [], fault: 'a quote is opened here and never closed' }
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: Info
}

function records(parser: AsyncIterable<unknown>): AsyncIterable<ParsedRecord> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the option `info` gives records this shape
  return parser as AsyncIterable<ParsedRecord>
}

/** The parser tells where a record ends, and counts CRLF within quotes as two lines. */
function createLineCounter(): (cells: readonly string[], info: Info) => { first: number; last: number } {
  let countedTwice = 0
  return (cells, { lines }) => {
    let breaks = 0
    for (const cell of cells) {
      if (!cell.includes('\n') && !cell.includes('\r')) continue
      const found = cell.match(/\r\n|\n|\r/g) ?? []
      breaks += found.length
      countedTwice += found.filter((text) => text.length === 2).length
    }
    const last = lines - countedTwice
    return { first: last - breaks, last }
  }
}

/** Enough of the file to see its first line. */
async function readHead(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < longestLine && !head.includes('\n') && !head.includes('\r')) {
    const next = await bytes.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  return head
}

async function* chain(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head
  yield* rest
}

function tooLong({ message }: CsvError): AppError {
  const line = /at line (\d+)/.exec(message)?.[1] ?? '?'
  return new AppError(
    'bad_input',
    `A record that ends or goes on in line ${line} is longer than 64 KB: the file is no CSV, or a quote is opened and ` +
      'never closed. Nothing was imported.',
  )
}
