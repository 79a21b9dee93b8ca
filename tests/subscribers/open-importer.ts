import { parse } from 'csv-parse/sync'
import { openDatabase, type Database } from '../../src/db/database.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import { exportSubscribers } from '../../src/subscribers/export-subscribers.ts'
import {
  importSubscribers,
  type ImportInput,
  type ImportNeeds,
  type ImportResult,
} from '../../src/subscribers/import-subscribers.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { keys } from './open-readers.ts'

/** A database of its own to import into and export from, with a clock that the test moves. */
export type Importer = Awaited<ReturnType<typeof openImporter>>

export async function openImporter() {
  let now = new Date('2026-11-02T08:00:00Z')
  let report = ''
  const database = await createTestDatabase()
  const db = await openDatabase(database.url, 'recap test')
  const newsletterId = (await getNewsletter(db)).id
  const needs = { databaseUrl: database.url, keys, now: () => now }
  return {
    db,
    databaseUrl: database.url,
    newsletterId,
    keys,
    now: () => now,
    setNow: (at: Date) => (now = at),
    import(csv: string, more: Partial<ImportInput & ImportNeeds> = {}): Promise<ImportResult> {
      report = ''
      const usual = { newsletterId, csv: bytes(csv), map: new Map(), consent: undefined, dryRun: false }
      const write = async (text: string) => void (report += text)
      return importSubscribers({ ...needs, ...more }, { ...usual, report: write, ...more })
    },
    /** The cells of the last report. */
    report: (): string[][] => parse(report),
    rows: () => peopleOf(db),
    snapshot: async () => [
      await peopleOf(db),
      await db.selectFrom('subscriber_event').selectAll().orderBy('id').execute(),
    ],
    async export(): Promise<string> {
      let text = ''
      await exportSubscribers(db, newsletterId, async (piece) => void (text += piece))
      return text
    },
    async close() {
      await db.destroy()
      await database.drop()
    },
  }
}

function peopleOf(db: Database) {
  return db
    .selectFrom('subscription')
    .innerJoin('subscriber', 'subscriber.id', 'subscription.subscriber_id')
    .selectAll('subscriber')
    .selectAll('subscription')
    .orderBy('subscriber.id')
    .execute()
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 10_000) yield Buffer.from(text.slice(at, at + 10_000))
}
