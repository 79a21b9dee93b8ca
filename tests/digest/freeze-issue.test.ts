import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { planAudience } from '../../src/delivery/plan-audience.ts'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { findIssue, listItems, updateIssue, type IssueRow } from '../../src/digest/issues.repository.ts'
import { addArticle, addArticles } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, keysOf, openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk
const { window, dueAt } = weekOf('2026-W47')

beforeEach(async () => {
  desk = await openDesk('2026-11-23T05:00:00Z')
})

afterEach(() => desk.close())

const addKeys = (...keys: string[]) => addArticles(desk.db, desk.newsletterId, { keys, from: window.start })
const addReaders = (count: number) => addPeople(desk.db, desk.newsletterId, count)
const freeze = (issue: IssueRow) => freezeIssue(desk.needs, issue.id, dueAt)

/** Everything that a freeze writes. */
async function booksOf(issue: IssueRow) {
  const { db } = desk
  return {
    issue: await findIssue(db, issue.id),
    items: await listItems(db, issue.id),
    carried: await db.selectFrom('carried_article').selectAll().orderBy('article_id').execute(),
    deliveries: await db.selectFrom('delivery').selectAll().orderBy('seq').execute(),
    chunks: await db.selectFrom('chunk').selectAll().orderBy('n').execute(),
  }
}

/** A draft beside the week's own, of the articles of some days of it. */
async function buildDays(slotKey: string, from: string, to: string): Promise<IssueRow> {
  const days = { start: new Date(from), end: new Date(to) }
  const newsletter = await desk.newsletter()
  return buildIssue(desk.db, { newsletter, slotKey, intake: { window: days, lastFrozenAt: null } })
}

test('a freeze fixes bytes, number, audience and time, and books the articles as carried', async () => {
  const ids = await addKeys('a', 'b')
  await addReaders(3)
  const frozen = await freeze(await buildWeek(desk, '2026-W47'))
  expect(frozen).toMatchObject({
    status: 'frozen',
    reason: null,
    number: 1,
    audience: 3,
    send_at: dueAt,
    frozen_at: desk.needs.now(),
    unknown_policy: 'resend',
    html: expect.stringContaining('The story of a'),
    text: expect.stringContaining('The story of b'),
    content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  const { carried } = await booksOf(frozen)
  expect(carried.map((row) => [row.article_id, row.issue_id])).toEqual(ids.map((id) => [id, frozen.id]))
})

test('a second freeze changes nothing, nor do eight at once', async () => {
  await addKeys('a', 'b')
  await addReaders(3)
  const draft = await buildWeek(desk, '2026-W47')
  const frozen = await Promise.all(Array.from({ length: 8 }, () => freeze(draft)))
  const books = await booksOf(draft)
  for (const issue of frozen) expect(issue).toEqual(books.issue)
  expect(books.deliveries).toHaveLength(3)
  await desk.db.updateTable('subscription').set({ status: 'unsubscribed' }).execute()
  await desk.db.updateTable('article').set({ title: 'Changed' }).execute()
  desk.setNow('2026-11-24T05:00:00Z')
  await freezeIssue(desk.needs, draft.id, new Date())
  expect(await booksOf(draft)).toEqual(books)
})

test.each(['cancelled', 'done', 'skipped', 'sending'] as const)(
  'an issue that is %s is left alone',
  async (status) => {
    await addKeys('a')
    await addReaders(1)
    const draft = await buildWeek(desk, '2026-W47')
    const before = await updateIssue(desk.db, draft.id, { status })
    expect(await freeze(draft)).toEqual(before)
  },
)

test('an issue that was held is frozen when its time has come, without its reason', async () => {
  await addKeys('a')
  await addReaders(1)
  const draft = await buildWeek(desk, '2026-W47')
  await updateIssue(desk.db, draft.id, { status: 'held', reason: 'late' })
  expect(await freeze(draft)).toMatchObject({ status: 'frozen', reason: null })
})

test('an issue that there is not is not_found', async () => {
  await expect(freezeIssue(desk.needs, 4711, dueAt)).rejects.toMatchObject({ code: 'not_found' })
})

describe('an audience', () => {
  test.each([1, 499, 500, 501, 1234])(
    'of %i is numbered from 1 without a gap, in chunks of 500',
    async (count) => {
      await addKeys('a')
      await addReaders(count)
      const issue = await freeze(await buildWeek(desk, '2026-W47'))
      const { deliveries, chunks } = await booksOf(issue)
      expect(issue.audience).toBe(count)
      expect(deliveries.map((row) => row.seq)).toEqual(Array.from({ length: count }, (_, n) => n + 1))
      expect(new Set(deliveries.map((row) => row.subscriber_id)).size).toBe(count)
      expect(deliveries.every((row) => row.state === 'pending')).toBe(true)
      const covered = chunks.flatMap(({ seq_from: from, seq_to: to }) =>
        Array.from({ length: to - from + 1 }, (_, n) => from + n),
      )
      expect(covered).toEqual(deliveries.map((row) => row.seq))
      expect(chunks.map((chunk) => chunk.n)).toEqual(
        Array.from({ length: Math.ceil(count / 500) }, (_, n) => n + 1),
      )
      expect(chunks.every((chunk) => chunk.not_before.getTime() === dueAt.getTime())).toBe(true)
    },
  )

  test('leaves out who is suppressed, bounced, complained, pending, paused, gone or of another newsletter', async () => {
    await addKeys('a')
    await addReaders(9)
    const { db } = desk
    const people = await db.selectFrom('subscriber').selectAll().orderBy('id').execute()
    const [suppressed, bounced, complained, pending, paused, left, elsewhere, ...wanted] = people
    const { address_hmac } = suppressed!
    await db.insertInto('suppression').values({ address_hmac, reason: 'operator', source: 'test' }).execute()
    await db.updateTable('subscriber').set({ status: 'bounced' }).where('id', '=', bounced!.id).execute()
    await db
      .updateTable('subscriber')
      .set({ status: 'complained' })
      .where('id', '=', complained!.id)
      .execute()
    for (const [person, status] of [
      [pending, 'pending'],
      [paused, 'paused'],
      [left, 'unsubscribed'],
    ] as const) {
      await db.updateTable('subscription').set({ status }).where('subscriber_id', '=', person!.id).execute()
    }
    await db.deleteFrom('subscription').where('subscriber_id', '=', elsewhere!.id).execute()
    const { deliveries } = await booksOf(await freeze(await buildWeek(desk, '2026-W47')))
    expect(deliveries.map((row) => [row.seq, row.subscriber_id])).toEqual([
      [1, wanted[0]!.id],
      [2, wanted[1]!.id],
    ])
  })
})

describe('nothing is used up', () => {
  test('when there is nobody to tell: the issue is skipped and says why', async () => {
    await addKeys('a')
    const draft = await buildWeek(desk, '2026-W47')
    const skipped = await freeze(draft)
    expect(skipped).toMatchObject({ status: 'skipped', reason: expect.stringContaining('Nobody subscribes') })
    expect(skipped).toMatchObject({ number: null, audience: null, html: null, frozen_at: null })
    expect(await booksOf(draft)).toMatchObject({ carried: [], deliveries: [], chunks: [] })
    await addReaders(1)
    expect(await freeze(await buildWeek(desk, '2026-W47'))).toMatchObject({ status: 'frozen', number: 1 })
  })

  test('when there is nothing to tell: the issue is skipped and says why', async () => {
    await addReaders(1)
    const draft = await buildWeek(desk, '2026-W47')
    expect(await freeze(draft)).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('No articles this week'),
      number: null,
    })
    expect(await booksOf(draft)).toMatchObject({ carried: [], deliveries: [], chunks: [] })
  })

  test('when the freeze dies half-way: the draft is as it was, and the next freeze succeeds', async () => {
    await addKeys('a', 'b')
    await addReaders(600)
    const draft = await buildWeek(desk, '2026-W47')
    const before = await booksOf(draft)
    const dying = {
      ...desk.needs,
      planAudience: async (...order: Parameters<typeof planAudience>) => {
        await planAudience(...order)
        throw new Error('killed')
      },
    }
    await expect(freezeIssue(dying, draft.id, dueAt)).rejects.toThrow('killed')
    expect(await booksOf(draft)).toEqual(before)
    expect(await freeze(draft)).toMatchObject({ status: 'frozen', number: 1, audience: 600 })
  })
})

describe('two issues that are frozen at the same moment', () => {
  test('carry an article of both weeks once, and show no more than they carry', async () => {
    await addReaders(2)
    await addArticle(desk.db, desk.newsletterId, { key: 'only one', at: new Date('2026-11-16T10:00:00Z') })
    await addArticle(desk.db, desk.newsletterId, { key: 'both', at: new Date('2026-11-18T10:00:00Z') })
    await addArticle(desk.db, desk.newsletterId, { key: 'only two', at: new Date('2026-11-20T10:00:00Z') })
    const one = await buildDays('manual-one', '2026-11-16T00:00:00Z', '2026-11-19T00:00:00Z')
    const two = await buildDays('manual-two', '2026-11-18T00:00:00Z', '2026-11-21T00:00:00Z')
    const frozen = await Promise.all([freeze(one), freeze(two)])
    expect(frozen.map((issue) => issue.status)).toEqual(['frozen', 'frozen'])
    expect(frozen.map((issue) => issue.number).toSorted()).toEqual([1, 2])
    const shown = [await keysOf(desk, one.id), await keysOf(desk, two.id)]
    expect(shown.flat().toSorted()).toEqual(['both', 'only one', 'only two'])
    for (const [index, issue] of frozen.entries()) {
      for (const key of ['both', 'only one', 'only two'])
        expect(issue.text!.includes(`The story of ${key}`)).toBe(shown[index]!.includes(key))
    }
  })

  test('leave one of them without articles when both tell of the same ones', async () => {
    await addReaders(1)
    await addKeys('a', 'b')
    const drafts = await Promise.all(
      ['one', 'two', 'three'].map((key) =>
        buildDays(`manual-${key}`, '2026-11-15T00:00:00Z', '2026-11-23T00:00:00Z'),
      ),
    )
    const frozen = await Promise.all(drafts.map(freeze))
    expect(frozen.map((issue) => issue.status).toSorted()).toEqual(['frozen', 'skipped', 'skipped'])
    expect(frozen.map((issue) => issue.number).filter((number) => number !== null)).toEqual([1])
  })

  test('get numbers of their own when they have nothing in common', async () => {
    await addReaders(1)
    const days = Array.from({ length: 6 }, (_, n) => `2026-11-${10 + n}`)
    const drafts: IssueRow[] = []
    for (const [n, date] of days.entries()) {
      await addArticle(desk.db, desk.newsletterId, { key: date, at: new Date(`${date}T10:00:00Z`) })
      drafts.push(await buildDays(`manual-${n}`, `${date}T00:00:00Z`, `${date}T23:00:00Z`))
    }
    const frozen = await Promise.all(drafts.map(freeze))
    expect(frozen.map((issue) => issue.number).toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  })
})
