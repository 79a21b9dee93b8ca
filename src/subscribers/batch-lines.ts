import type { CsvLine } from './read-csv.ts'
import type { LineReader } from './read-import-line.ts'
import { copyLine } from './staged-line.ts'

/** Some ten thousand lines: enough to spread the cost of the statements that each batch needs, few enough to hold two. */
const batchBytes = 2 * 1024 * 1024
const pieceLength = 16 * 1024

/** Lines of CSV as a COPY into the staging table takes them, in batches of about the same size. */
export async function* batchLines(lines: AsyncIterable<CsvLine>, read: LineReader): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let text = ''
  for await (const { line, cells, fault } of lines) {
    text += copyLine(fault === undefined ? read(cells, line) : { line, shown: '', told: fault })
    if (text.length < pieceLength) continue
    // As bytes they wait outside of the heap, which would look through ten thousand texts again and again.
    pieces.push(Buffer.from(text))
    text = ''
    if (pieces.length * pieceLength < batchBytes) continue
    yield Buffer.concat(pieces)
    pieces = []
  }
  if (text !== '') pieces.push(Buffer.from(text))
  if (pieces.length > 0) yield Buffer.concat(pieces)
}
