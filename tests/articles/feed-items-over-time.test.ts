import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ArticleRow } from '../../src/articles/articles.repository.ts'
import type { FeedItem } from '../../src/articles/parse-feed.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, keysOf, weekOf } from '../support/desk.ts'
import { day, item, openFeedDesk, site, type FeedDesk } from './feed-desk.ts'

let desk: FeedDesk

beforeEach(async () => {
  desk = await openFeedDesk('2026-11-18T12:00:00Z')
})

afterEach(() => desk.close())

describe('an item that changed', () => {
  test('changes an unread article: revision, title, dek and body, but not its eligibility', async () => {
    await desk.fetchItems([item('a')])
    const before = await desk.only()
    await desk.fetchItems([
      item('a', { title: 'A new title', summary: 'New dek.', publishedAt: new Date('2026-11-18T11:00:00Z') }),
    ])
    expect(await desk.only()).toMatchObject({
      title: 'A new title',
      dek: 'New dek.',
      revision: 2,
      published_at: before.published_at,
      effective_at: before.effective_at,
    })
  })

  test('leaves the texts of a page that was read', async () => {
    await desk.fetchItems([item('a')])
    const before = await desk.only()
    await desk.markRead(before.id, { title: 'The title of the page' })
    await desk.fetchItems([item('a', { title: 'A new title' })])
    expect(await desk.only()).toMatchObject({ title: 'The title of the page', revision: 1 })
  })

  test('an earlier date is kept', async () => {
    await desk.fetchItems([item('a')])
    const at = new Date('2026-11-12T09:00:00Z')
    await desk.fetchItems([item('a', { publishedAt: at })])
    expect(await desk.only()).toMatchObject({ published_at: at, effective_at: at, revision: 2 })
  })

  test.each(['hidden', 'baseline', 'dead'] as const)('%s stays', async (status) => {
    await desk.fetchItems([item('a')])
    await desk.markRead((await desk.only()).id, { status })
    desk.setNow('2026-11-19T12:00:00Z')
    await desk.fetchItems([
      item('a', { updatedAt: new Date('2026-11-19T11:00:00Z'), publishedAt: new Date('2026-11-19') }),
    ])
    expect(await desk.only()).toMatchObject({ status })
  })

  test.each<[string, string, Partial<FeedItem>]>([
    ['is read again when it was updated since', 'new', { updatedAt: new Date('2026-11-19T11:00:00Z') }],
    ['is not when it was updated before', 'ready', { updatedAt: new Date('2026-11-18T11:00:00Z') }],
    ['is not when it will be updated', 'ready', { updatedAt: new Date('2026-11-29T11:00:00Z') }],
  ])('a page that was read %s', async (_name, status, more) => {
    await desk.fetchItems([item('a')])
    await desk.markRead((await desk.only()).id, { read_attempts: 2 })
    desk.setNow('2026-11-19T12:00:00Z')
    await desk.fetchItems([item('a', more)])
    expect(await desk.only()).toMatchObject({ status, read_attempts: status === 'new' ? 0 : 2 })
  })

  test('pages are not read again because the whole feed was built anew', async () => {
    const items = (updatedAt: Date | null) => ['a', 'b', 'c'].map((slug) => item(slug, { updatedAt }))
    await desk.fetchItems(items(null))
    for (const { id } of await desk.articles()) await desk.markRead(id)
    desk.setNow('2026-11-19T12:00:00Z')
    await desk.fetchItems(items(new Date('2026-11-19T11:00:00Z')))
    expect((await desk.articles()).map(({ status }) => status)).toEqual(['ready', 'ready', 'ready'])
  })
})

describe('the first reading of a source', () => {
  test.each<[string, Partial<FeedItem>, string]>([
    ['of this week', {}, 'new'],
    ['of fourteen days ago', { publishedAt: new Date('2026-11-04T12:00:00Z') }, 'new'],
    ['of before', { publishedAt: new Date('2026-11-04T11:59:59Z') }, 'baseline'],
    ['without a date', { publishedAt: null, precision: 'none' }, 'baseline'],
    ['of the future', { publishedAt: new Date('2026-12-24T09:00:00Z') }, 'new'],
  ])('takes an item %s as it is', async (_name, more, status) => {
    await desk.fetchItems([item('a', more)])
    expect(await desk.only()).toMatchObject({ status })
  })

  test('of 230 old posts makes none of them eligible', async () => {
    const old = Array.from({ length: 230 }, (_, n) =>
      item(`old${n}`, { publishedAt: new Date(Date.UTC(2010, 0, 1) + n * 9 * day) }),
    )
    expect(await desk.fetchItems(old)).toBe(230)
    expect(new Set((await desk.articles()).map(({ status }) => status))).toEqual(new Set(['baseline']))
  })
})

describe('the date of an item', () => {
  beforeEach(async () => {
    await desk.fetchItems([])
  })

  test.each<[string, Partial<FeedItem>, Partial<ArticleRow>, RegExp | undefined]>([
    [
      'ahead counts from when it was seen',
      { publishedAt: new Date('2026-11-20T12:00:00Z') },
      { published_at: new Date('2026-11-20T12:00:00Z'), effective_at: new Date('2026-11-18T12:00:00Z') },
      /ahead/,
    ],
    [
      'a few hours ahead says nothing',
      { publishedAt: new Date('2026-11-18T20:00:00Z') },
      { effective_at: new Date('2026-11-18T12:00:00Z') },
      undefined,
    ],
    [
      'of a clock that was never set is none',
      { publishedAt: new Date(0) },
      { published_at: null, published_precision: 'none', effective_at: new Date('2026-11-18T12:00:00Z') },
      /1995/,
    ],
    [
      'without a time is the noon of the newsletter',
      { publishedAt: new Date('2026-11-17T12:00:00Z'), precision: 'day' },
      { published_at: new Date('2026-11-17T11:00:00Z'), published_precision: 'day' },
      undefined,
    ],
  ])('%s', async (_name, more, columns, warning) => {
    await desk.fetchItems([item('a', more)])
    const row = await desk.only()
    expect(row).toMatchObject({ ...columns, status: 'new' })
    expect(row.warnings).toEqual(warning ? [expect.stringMatching(warning)] : [])
    await desk.fetchItems([item('a', more)])
    expect(await desk.only()).toEqual(row)
  })
})

describe('a site that moves', () => {
  const archive = (path: string, count: number) =>
    Array.from({ length: count }, (_, n) =>
      item(`${path}${n}`, { publishedAt: new Date(Date.UTC(2026, 9, 1) + n * 3_600_000) }),
    )

  test('pours out its archive, and none of it is eligible', async () => {
    await desk.fetchItems([item('a')])
    desk.setNow('2026-11-19T12:00:00Z')
    expect(await desk.fetchItems([item('a'), ...archive('old', 229)])).toBe(229)
    const flood = (await desk.articles()).slice(1)
    expect(flood.every(({ status }) => status === 'baseline')).toBe(true)
    expect(flood[0]!.warnings).toEqual([expect.stringMatching(/^229 of the 230 items .* not sent/)])
  })

  test('with new addresses and GUIDs keeps its articles as they are', async () => {
    await desk.fetchItems(archive('old', 20))
    desk.setNow('2026-11-19T12:00:00Z')
    const moved = archive('old', 20).map((one, n) => ({ ...one, url: `${site}/new/${n}`, guid: `n${n}` }))
    expect(await desk.fetchItems(moved)).toBe(0)
    expect(await desk.articles()).toHaveLength(20)
  })
})

describe('an issue', () => {
  const fresh = (slug: string, at: string, more: Partial<FeedItem> = {}) =>
    item(slug, { publishedAt: new Date(at), ...more })

  async function send(week: string): Promise<string[]> {
    desk.setNow(weekOf(week).dueAt)
    const issue = await buildWeek(desk, week)
    await freezeIssue(desk.needs, issue.id, weekOf(week).dueAt)
    return (await keysOf(desk, issue.id)).toSorted()
  }

  test('does not tell again of posts with a new date, GUID or address, nor of one that is read again', async () => {
    await addPeople(desk.db, desk.newsletterId, 1)
    await desk.fetchItems([fresh('a', '2026-11-17T09:00:00Z'), fresh('b', '2026-11-18T09:00:00Z')])
    for (const { id } of await desk.articles()) await desk.markRead(id)
    expect(await send('2026-W47')).toEqual(['port.example/a', 'port.example/b'])
    desk.setNow('2026-11-25T12:00:00Z')
    await desk.fetchItems([
      fresh('a', '2026-11-25T09:00:00Z', { updatedAt: new Date('2026-11-25T09:00:00Z') }),
      fresh('b', '2026-11-25T09:00:00Z', { guid: 'b', url: `${site}/b-again` }),
      fresh('c', '2026-11-25T10:00:00Z'),
    ])
    expect(await send('2026-W48')).toEqual(['port.example/c'])
    expect((await desk.articles()).map(({ status }) => status)).toEqual(['ready', 'ready', 'new'])
  })
})
