import path from 'node:path'
import { openDatabase, type Database } from '../../src/db/database.ts'
import { planAudience } from '../../src/delivery/plan-audience.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import type { FreezeNeeds } from '../../src/digest/freeze-issue.ts'
import { intakeSinceLastSent } from '../../src/digest/intake.ts'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { listItems, type IssueRow } from '../../src/digest/issues.repository.ts'
import { readLetterTemplates } from '../../src/letter/letter-templates.ts'
import type { NewsletterRow } from '../../src/digest/newsletters.repository.ts'
import { slotOfWeek, type Slot } from '../../src/time.ts'
import { setSampleNewsletter } from './sample-newsletter.ts'
import { createTestDatabase } from './test-database.ts'

/** The digest without queue, web and mail: a newsletter on Mondays at 07:00 in Berlin, and a clock to move. */
export interface Desk {
  readonly db: Database
  readonly newsletterId: number
  readonly needs: FreezeNeeds
  newsletter(): Promise<NewsletterRow>
  setNow(now: Date | string): void
  close(): Promise<void>
}

const zone = { weekday: 1, time: '07:00', timeZone: 'Europe/Berlin' }

export async function openDesk(start: string): Promise<Desk> {
  let current = new Date(start)
  const database = await createTestDatabase()
  const db = await openDatabase(database.url, 'recap test')
  const now = () => current
  const templates = await readLetterTemplates(path.resolve('templates'))
  await setSampleNewsletter({ db, now })
  return {
    db,
    newsletterId: (await getNewsletter(db)).id,
    needs: { db, now, templates, publicUrl: 'https://news.sample.example', planAudience },
    newsletter: () => getNewsletter(db),
    setNow: (at) => (current = new Date(at)),
    async close() {
      await db.destroy()
      await database.drop()
    },
  }
}

/** The slot of an ISO week on the desk's usual schedule. */
export function weekOf(key: string): Slot {
  const slot = slotOfWeek(zone, key)
  if (!slot) throw new Error(`${key} is no week`)
  return slot
}

/** Builds the draft of a week as the weekly job does. */
export async function buildWeek(desk: Desk, key: string): Promise<IssueRow> {
  const newsletter = await desk.newsletter()
  const intake = await intakeSinceLastSent(desk.db, newsletter, weekOf(key).window)
  return buildIssue(desk.db, { newsletter, slotKey: key, intake })
}

/** The articles of an issue by their keys, in its order. */
export async function keysOf(desk: Desk, issueId: number): Promise<string[]> {
  const rows = await desk.db.selectFrom('article').select(['id', 'canonical_key']).execute()
  const keys = new Map(rows.map((row) => [row.id, row.canonical_key]))
  return (await listItems(desk.db, issueId)).map((item) => keys.get(item.article_id) ?? '')
}
