import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import type { FeedItem } from '../../src/articles/parse-feed.ts'
import { day, item, openFeedDesk, site, type FeedDesk } from './feed-desk.ts'

let desk: FeedDesk

beforeEach(async () => {
  desk = await openFeedDesk('2026-11-18T12:00:00Z')
})

afterEach(() => desk.close())

const aliases = async () =>
  (await desk.db.selectFrom('article_alias').selectAll().orderBy('value').execute()).map(
    ({ kind, value, article_id: id }) => `${kind} ${value} ${id}`,
  )

describe('a feed that says the same again', () => {
  test('is stored once, also when it is read twice at once', async () => {
    const items = ['a', 'b', 'c'].map((slug) => item(slug))
    const created = await Promise.all([desk.store(items), desk.store(items), desk.store(items)])
    expect(created.toSorted()).toEqual([0, 0, 3])
    const rows = await desk.articles()
    expect(await desk.store(items)).toBe(0)
    expect(await desk.articles()).toEqual(rows)
    expect(await aliases()).toHaveLength(6)
  })

  test('writes nothing', async () => {
    const items = [item('a'), item('b', { publishedAt: new Date('2026-11-16'), precision: 'day' })]
    await desk.fetchItems(items)
    const xmin = async () => (await sql`SELECT id, xmin::text FROM article ORDER BY id`.execute(desk.db)).rows
    const before = await xmin()
    await desk.fetchItems(items)
    expect(await xmin()).toEqual(before)
  })

  test('a year of weekly readings of a rolling feed makes each article once', async () => {
    const posts = Array.from({ length: 62 }, (_, n) =>
      item(`post${n}`, { publishedAt: new Date(desk.needs.now().getTime() + (n - 9) * 7 * day) }),
    )
    const start = desk.needs.now().getTime()
    let created = 0
    for (let week = 0; week < 52; week++) {
      desk.setNow(new Date(start + week * 7 * day + 1))
      created += await desk.fetchItems(posts.slice(week, week + 10).toReversed())
    }
    expect(created).toBe(61)
    expect(await desk.articles()).toHaveLength(61)
  })
})

describe('the names of an item', () => {
  test.each<[string, Partial<FeedItem>, number]>([
    ['a new GUID is the same article', { guid: 'other' }, 1],
    ['no GUID any more is the same article', { guid: null }, 1],
    ['a new address with the same GUID and title is the same article', { url: `${site}/moved` }, 1],
    ['both new with the same title and date is the same article', { url: `${site}/moved`, guid: 'other' }, 1],
    [
      'the GUID of another article is a new article',
      { url: `${site}/b`, title: 'Nine boats leave', publishedAt: new Date('2026-11-18T09:00:00Z') },
      2,
    ],
  ])('%s', async (_name, more, count) => {
    await desk.fetchItems([item('a')])
    await desk.fetchItems([item('a', more)])
    const rows = await desk.articles()
    expect(rows).toHaveLength(count)
    await desk.fetchItems([item('a', more)])
    expect(await desk.articles()).toEqual(rows)
  })

  test('a GUID that is reused names its new article from then on', async () => {
    await desk.fetchItems([item('a')])
    await desk.fetchItems([item('b', { guid: 'a', title: 'Nine boats leave' })])
    const [, second] = await desk.articles()
    expect(await aliases()).toContain(`guid a ${second!.id}`)
  })

  test('a GUID that a feed repeats counts for nothing', async () => {
    await desk.fetchItems(['a', 'b', 'c'].map((slug) => item(slug, { guid: 'same' })))
    expect(await desk.articles()).toHaveLength(3)
    expect((await aliases()).filter((alias) => alias.startsWith('guid'))).toEqual([])
  })

  test('two items of one title in one feed are two articles', async () => {
    const title = 'Morning briefing'
    await desk.fetchItems([item('monday', { title })])
    expect(await desk.fetchItems([item('tuesday', { title }), item('monday', { title })])).toBe(1)
  })

  test('an article in two feeds of a newsletter is one, and the second feed does not rewrite it', async () => {
    const second = await desk.addSource('all.xml')
    await desk.fetchItems([item('a')])
    await desk.fetchItems(
      [item('a', { guid: 'x', title: 'Another title', url: `${site}/a/?utm_source=all` })],
      second,
    )
    expect(await desk.only()).toMatchObject({ source_id: desk.port, title: item('a').title, revision: 1 })
    expect(await desk.fetchItems([item('a', { guid: 'x' })], second)).toBe(0)
  })

  test('two feeds with the same articles, read at once, give each once', async () => {
    const second = await desk.addSource('all.xml')
    const items = Array.from({ length: 20 }, (_, n) => item(`p${n}`))
    const created = await Promise.all([desk.store(items), desk.store(items.toReversed(), second)])
    expect(created.toSorted((a, b) => a - b)).toEqual([0, 20])
  })
})

test('a text that stays tells an old article of the same title again, a short line does not', async () => {
  const contentText =
    'Engineers measured the rails before dawn and found that each of the nine bridges needs new bolts this winter.'
  const old = { publishedAt: new Date('2026-11-10T09:00:00Z') }
  await desk.fetchItems([item('a', { contentText, ...old }), item('b', old)])
  const again = [
    item('a', { guid: 'x', url: `${site}/x`, contentText }),
    item('b', { guid: 'y', url: `${site}/y` }),
  ]
  expect(await desk.fetchItems(again)).toBe(1)
})

test('500 known items are stored in one go', async () => {
  const many = Array.from({ length: 500 }, (_, n) => item(`post${n}`, { contentText: 'word '.repeat(300) }))
  const began = performance.now()
  await desk.fetchItems(many)
  const first = performance.now() - began
  for (const { id } of (await desk.articles()).slice(0, 400)) await desk.markRead(id)
  const times = []
  for (let run = 0; run < 3; run++) {
    const at = performance.now()
    expect(await desk.store(many)).toBe(0)
    times.push(performance.now() - at)
  }
  process.stderr.write(
    `500 new items: ${first.toFixed(0)} ms; known: ${times.map((ms) => ms.toFixed(0)).join(', ')} ms\n`,
  )
  expect(Math.min(...times)).toBeLessThan(20_000)
})
