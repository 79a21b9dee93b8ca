import type { Database } from '../db/database.ts'
import { readAhead } from '../read-ahead.ts'
import { csvText } from './csv-text.ts'
import { readAllSubscribers, type ExportedRow } from './export.repository.ts'
import { shownStatus } from './shown-status.ts'
import { writeTopics } from './topics-cell.ts'

/**
 * Writes every subscriber as CSV that an import reads back as it was, page by page, and returns how many they are.
 * Cells that a spreadsheet would run are guarded.
 */
export async function exportSubscribers(
  db: Database,
  newsletterId: number,
  write: (text: string) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    let count = 0
    await write(csvText([Object.keys(columns)]))
    // The database looks for the next page while this one is written.
    for await (const page of readAhead(readAllSubscribers(trx, newsletterId))) {
      await write(csvText(page.map(cellsOf)))
      count += page.length
    }
    return count
  })
}

const columns: Readonly<Record<string, (row: ExportedRow) => string | null>> = {
  email: (row) => row.email,
  name: (row) => row.name,
  consent: (row) => row.consent_text,
  status: (row) => shownStatus(row.status, row.person_status),
  locale: (row) => row.locale,
  time_zone: (row) => row.time_zone,
  topics: (row) => writeTopics(row.topics),
  confirmed_at: (row) => instant(row.confirmed_at),
  consent_at: (row) => instant(row.consent_at),
  consent_source: (row) => row.consent_source,
  consent_ip: (row) => row.consent_ip,
  frequency: (row) => row.frequency,
  send_hour: (row) => row.send_hour?.toString() ?? null,
  paused_until: (row) => instant(row.paused_until),
  unsubscribed_at: (row) => instant(row.unsubscribed_at),
  suppressed: (row) => (row.suppressed ? 'yes' : 'no'),
}

function cellsOf(row: ExportedRow): (string | null)[] {
  return Object.values(columns).map((cell) => cell(row))
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
