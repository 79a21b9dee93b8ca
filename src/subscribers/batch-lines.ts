import type { CsvLine } from './read-csv.ts'
import type { LineReader } from './read-import-line.ts'
import { copyLine } from './staged-line.ts'

/** Some ten thousand lines: enough to spread the cost of the statements that each batch needs, few enough to hold two. */
const batchLength = 2 * 1024 * 1024

/** Lines of CSV as a COPY into the staging table takes them, in batches of about the same length. */
export async function* batchLines(lines: AsyncIterable<CsvLine>, read: LineReader): AsyncGenerator<string> {
  let pieces: string[] = []
  let length = 0
  for await (const { line, cells, fault } of lines) {
    const piece = copyLine(fault === undefined ? read(cells, line) : { line, shown: '', told: fault })
    pieces.push(piece)
    length += piece.length
    if (length < batchLength) continue
    yield pieces.join('')
    pieces = []
    length = 0
  }
  if (length > 0) yield pieces.join('')
}
