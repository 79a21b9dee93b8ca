import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { updateArticle } from '../../src/articles/articles.repository.ts'
import { fingerprintBody } from '../../src/articles/fingerprint-body.ts'
import { parseFeed } from '../../src/articles/parse-feed.ts'
import { findSource, insertSource } from '../../src/articles/sources.repository.ts'
import { storeFeed } from '../../src/articles/store-feed.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { listItems } from '../../src/digest/issues.repository.ts'
import { prepareIssue } from '../../src/digest/prepare-issue.ts'
import { promiseSlots } from '../../src/digest/promise-slots.ts'
import { listSlotsToPrepare } from '../../src/digest/slots.repository.ts'
import { silentLogger } from '../../src/log.ts'
import { addPeople } from '../support/bulk-people.ts'
import { openDesk, type Desk } from '../support/desk.ts'
import { yearOfFeeds, type FeedWeek } from './year-of-feeds.ts'

/** The Monday from which on a year is told; it has a 53rd week and both changes of the clocks. */
const start = new Date('2026-05-04T00:00:00Z')
const weeks = 52
const day = 86_400_000
const hour = 3_600_000
const states = [
  'pending',
  'attempted',
  'accepted',
  'rejected',
  'deferred',
  'unknown',
  'skipped',
  'expired',
] as const

let desk: Desk
const sources = new Map<string, number>()

beforeAll(async () => {
  desk = await openDesk(new Date(start.getTime() + 6 * hour).toISOString())
  await addPeople(desk.db, desk.newsletterId, 7)
  for (const name of ['quay', 'mirror']) {
    const row = await insertSource(desk.db, {
      newsletterId: desk.newsletterId,
      kind: 'rss',
      url: `https://${name}.example/feed.xml`,
      siteUrl: `https://${name}.example/`,
      title: name,
      language: 'en',
      nextPollAt: start,
    })
    sources.set(name, row?.id ?? 0)
  }
})

afterAll(() => desk.close())

async function read(name: string, xml: string): Promise<void> {
  const { db, needs } = desk
  const source = await findSource(db, sources.get(name) ?? 0)
  if (!source) throw new Error(`there is no source ${name}`)
  await storeFeed({ db, now: needs.now, logger: silentLogger() }, source, parseFeed(xml, source.url))
  await readPages()
  await db.updateTable('source').set({ baseline_at: start }).where('id', '=', source.id).execute()
}

/** What reading their pages does for new articles: here a page says what its feed said. */
async function readPages(): Promise<void> {
  const { db, needs } = desk
  const rows = await db
    .selectFrom('article')
    .select(['id', 'body_text'])
    .where('status', '=', 'new')
    .execute()
  for (const { id, body_text: text } of rows) {
    await updateArticle(db, id, { ...fingerprintBody(text), status: 'ready', read_at: needs.now() })
  }
}

/** Reads the feeds of a week as they stand at some days of it; `monday` is its first instant, roughly. */
async function publish({ readings }: FeedWeek, monday: Date): Promise<void> {
  for (const { afterDays, feeds } of readings) {
    desk.setNow(new Date(monday.getTime() + afterDays * day))
    for (const [name, xml] of Object.entries(feeds)) await read(name, xml)
    await promiseSlots(desk.needs)
  }
}

/** Makes good every slot that is due, as two workers that race and a third that comes late would. */
async function prepareDue(): Promise<void> {
  await promiseSlots(desk.needs)
  for (const slot of await listSlotsToPrepare(desk.db, desk.needs.now())) {
    const id = { newsletterId: slot.newsletter_id, slotKey: slot.slot_key }
    await Promise.all([prepareIssue(desk.needs, id), prepareIssue(desk.needs, id)])
    await prepareIssue(desk.needs, id)
  }
}

/** Ends an issue as a send would, with one reader who could not be reached and one in doubt. */
async function send(issueId: number): Promise<void> {
  const outcomes = ['rejected', 'unknown'] as const
  const { db } = desk
  await db.updateTable('delivery').set({ state: 'accepted' }).where('issue_id', '=', issueId).execute()
  for (const [n, state] of outcomes.entries()) {
    const one = db.updateTable('delivery').set({ state }).where('issue_id', '=', issueId)
    await one.where('seq', '=', n + 1).execute()
  }
  await db.updateTable('chunk').set({ counts: null }).where('issue_id', '=', issueId).execute()
  const done = { status: 'done', done_at: desk.needs.now() } as const
  await db.updateTable('issue').set(done).where('id', '=', issueId).execute()
}

const issuesSoFar = () => desk.db.selectFrom('issue').selectAll().orderBy('id').execute()

async function expectBalance(issueId: number): Promise<void> {
  const books = await readStatus(desk.db, issueId)
  expect(states.reduce((sum, state) => sum + books[state], 0)).toBe(7)
  expect(books).toMatchObject({ audience: 7, accepted: 5, rejected: 1, unknown: 1 })
}

test('a year of weeks gives one issue each, and none tells what another told', async () => {
  const told = new Map<string, string>()
  for (const [n, week] of yearOfFeeds(start, weeks).entries()) {
    const monday = new Date(start.getTime() + n * 7 * day)
    await publish(week, monday)
    desk.setNow(new Date(monday.getTime() + 7 * day + 4 * hour + hour / 2))
    await prepareDue()
    desk.setNow(new Date(monday.getTime() + 7 * day + 7 * hour))
    await prepareDue()
    const issues = await issuesSoFar()
    expect(issues).toHaveLength(n + 1)
    const issue = issues.at(-1)
    expect(issue).toMatchObject({ status: 'frozen', number: n + 1, audience: 7 })
    const items = await listItems(desk.db, issue?.id ?? 0)
    expect(items.length).toBeGreaterThanOrEqual(10)
    for (const { snapshot } of items) {
      expect([snapshot.title, told.get(snapshot.title)]).toEqual([snapshot.title, undefined])
      told.set(snapshot.title, issue?.slot_key ?? '')
    }
    await send(issue?.id ?? 0)
    await expectBalance(issue?.id ?? 0)
  }
  const issues = await issuesSoFar()
  expect(new Set(issues.map((issue) => issue.slot_key)).size).toBe(weeks)
  expect(issues.map((issue) => issue.slot_key)).toEqual(expect.arrayContaining(['2026-W53', '2027-W01']))
  issues.slice(1).forEach((issue, n) => expect(issue.window_start).toEqual(issues[n]?.window_end))
  const carried = await desk.db.selectFrom('carried_article').select('article_id').execute()
  expect(new Set(carried.map((row) => row.article_id)).size).toBe(carried.length)
  expect(carried.length).toBeGreaterThanOrEqual(told.size)
}, 600_000)
