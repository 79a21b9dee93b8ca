import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { findArticle } from '../../src/articles/articles.repository.ts'
import { pushArticles } from '../../src/articles/push-articles.ts'
import type { PushResult } from '../../src/articles/push-result.ts'
import { addArticle } from '../support/builders.ts'
import { openDesk, type Desk } from '../support/desk.ts'

let desk: Desk
const now = '2026-11-18T12:00:00Z'
beforeAll(async () => {
  desk = await openDesk(now)
})
afterAll(() => desk.close())

async function push(...items: readonly unknown[]): Promise<PushResult[]> {
  const { newsletterId } = desk
  const context = { newsletterId, timeZone: 'Pacific/Auckland', seenAt: desk.needs.now() }
  return desk.db.transaction().execute((trx) => pushArticles(trx, context, items))
}

const sample = (externalId: string, more: object = {}) => ({
  externalId,
  url: `https://harbour.example/${encodeURIComponent(externalId)}`,
  title: `The story of ${externalId}`,
  ...more,
})

async function pushed(externalId: string, more: object = {}) {
  const [result] = await push(sample(externalId, more))
  expect(result).toMatchObject({ index: 0, externalId, status: expect.not.stringMatching('rejected') })
  return { status: result!.status, row: (await findArticle(desk.db, result!.id!))! }
}

describe('what is stored', () => {
  test('every field of an article, cleaned', async () => {
    const { row } = await pushed('full', {
      url: 'https://user:secret@harbour.example/full?utm_source=cms&b=1#top',
      title: '  <b>Tides</b> &amp; cranes\u202e ',
      dek: 'Below the headline',
      authors: ['Ann', 'Ann', 'Bo'],
      publishedAt: '2026-11-17T09:30:00+01:00',
      language: 'de_at',
      section: 'City',
      topics: ['Harbour', 'City'],
      image: { url: 'https://harbour.example/i.jpg', alt: 'A crane' },
      bodyHtml: '<p>One &lt;two&gt;.</p><script>alert(1)</script><p>Three four.</p>',
      keyPoints: ['First <i>point</i>.', 'Second point.'],
      related: [
        {
          title: 'Before',
          url: 'https://harbour.example/before',
          category: 'City',
          publishedAt: '2026-11-01',
          tags: ['a'],
        },
      ],
      access: 'paywall',
      articleType: 'live',
      signals: { clicks: 7 },
    })
    expect(row).toMatchObject({
      url: 'https://harbour.example/full?b=1',
      title: 'Tides & cranes',
      dek: 'Below the headline',
      authors: ['Ann', 'Bo'],
      published_at: new Date('2026-11-17T08:30:00Z'),
      published_precision: 'instant',
      effective_at: new Date('2026-11-17T08:30:00Z'),
      first_seen_at: new Date(now),
      language: 'de-AT',
      topics: ['City', 'Harbour'],
      image_url: 'https://harbour.example/i.jpg',
      image_alt: 'A crane',
      body_text: 'One <two>.\n\nThree four.',
      word_count: 4,
      key_points: [
        { text: 'First point.', origin: 'push' },
        { text: 'Second point.', origin: 'push' },
      ],
      related: [
        {
          title: 'Before',
          url: 'https://harbour.example/before',
          summary: null,
          category: 'City',
          publishedAt: '2026-11-01T12:00:00.000Z',
          tags: ['a'],
          origin: 'push',
        },
      ],
      access: 'paywall',
      article_type: 'live',
      signals: { clicks: 7 },
      revision: 1,
      status: 'ready',
      source_id: null,
    })
  })

  test.each([
    '\0',
    '\ud800',
    '\u202eevil',
    '<img src=x onerror=alert(1)>',
    "'; DROP TABLE article; --",
    '{{7*7}}',
  ])('hostile text %j comes out as harmless text', async (hostile) => {
    const more = { title: `A ${hostile} b`, bodyText: hostile, keyPoints: [`A ${hostile} b`], dek: hostile }
    const { row } = await pushed(`h${hostile.length}`, more)
    for (const text of [row.title, row.key_points[0]!.text]) {
      expect(text).toMatch(/^A .*b$/)
      // eslint-disable-next-line no-control-regex
      expect(text).not.toMatch(/[\u0000-\u001f\u202a-\u202e]|<img|\p{Surrogate}/u)
    }
  })

  test('a day is its noon in the zone of the newsletter', async () => {
    const { row } = await pushed('day', { publishedAt: '2026-11-17' })
    expect(row).toMatchObject({
      published_at: new Date('2026-11-16T23:00:00Z'),
      published_precision: 'day',
    })
  })

  test('without a date it counts from now, with a date ahead too', async () => {
    const at = new Date(now)
    expect((await pushed('undated')).row).toMatchObject({ published_at: null, effective_at: at })
    const { row } = await pushed('ahead', { publishedAt: '2026-12-24T00:00:00Z' })
    expect(row).toMatchObject({ effective_at: at, warnings: [expect.stringContaining('ahead')] })
  })
})

describe('pushed again', () => {
  test('the same changes nothing', async () => {
    const more = {
      publishedAt: '2026-11-17',
      keyPoints: ['A point.'],
      related: [{ title: 'B', url: 'https://harbour.example/b' }],
      signals: { points: 1, clicks: 2 },
      image: { url: 'https://harbour.example/i.jpg', alt: '' },
      bodyText: 'One.\n\nTwo.',
      section: 'City',
    }
    const first = await pushed('same', more)
    const second = await pushed('same', more)
    expect([first.status, second.status]).toEqual(['created', 'unchanged'])
    expect(second.row).toEqual(first.row)
  })

  test('a change bumps the revision; what is left out stays, what is empty goes', async () => {
    await pushed('change', { dek: 'A dek', keyPoints: ['A point.'], authors: ['Ann'] })
    const { status, row } = await pushed('change', { title: 'New', keyPoints: [], dek: null })
    expect(status).toBe('updated')
    expect(row).toMatchObject({ title: 'New', dek: null, key_points: [], authors: ['Ann'], revision: 2 })
  })

  test('it is found by its id at a new address, and by an old address under a new id', async () => {
    const { row } = await pushed('moved')
    const moved = await pushed('moved', { url: 'https://harbour.example/new-place' })
    expect(moved.row).toMatchObject({ id: row.id, url: 'https://harbour.example/new-place' })
    const [other] = await push(
      sample('other id', { url: 'http://www.harbour.example/new-place/?utm_source=x' }),
    )
    expect(other).toMatchObject({ id: row.id })
    const [old] = await push(sample('third id', { url: 'https://harbour.example/moved' }))
    expect(old).toMatchObject({ id: row.id })
  })

  test('the earliest known date stays and it never counts from later', async () => {
    await pushed('dates', { publishedAt: '2026-11-10T10:00:00Z' })
    const later = await pushed('dates', { publishedAt: '2026-11-18T10:00:00Z' })
    expect(later.status).toBe('unchanged')
    const earlier = await pushed('dates', { publishedAt: '2026-11-09T10:00:00Z' })
    const at = new Date('2026-11-09T10:00:00Z')
    expect(earlier.row).toMatchObject({ published_at: at, effective_at: at })
    const day = await pushed('dates', { publishedAt: '2026-11-09' })
    expect(day.row.published_precision).toBe('instant')
  })

  test.each(['baseline', 'hidden', 'dead'] as const)('an article that is %s stays so', async (status) => {
    const at = new Date('2026-11-17T10:00:00Z')
    const id = await addArticle(desk.db, desk.newsletterId, { key: `harbour.example/${status}`, at, status })
    const { row } = await pushed(status, { title: 'It is back', publishedAt: '2026-11-18' })
    expect(row).toMatchObject({ id, status, title: 'It is back', published_at: at, effective_at: at })
  })
})

describe('precedence', () => {
  const at = new Date('2026-11-17T10:00:00Z')
  const known = (key: string, origin: string) =>
    addArticle(desk.db, desk.newsletterId, {
      key: `harbour.example/${key}`,
      at,
      key_points: JSON.stringify([{ text: 'Known.', origin }]),
      status: 'new',
    })

  test.each([
    ['computed', 'push'],
    ['publisher', 'push'],
    ['editor', 'editor'],
  ])('points by %s are followed by those of %s', async (before, after) => {
    const id = await known(`by-${before}`, before)
    const { row } = await pushed(`by-${before}`, { keyPoints: ['Pushed.'] })
    expect(row).toMatchObject({ id, status: 'ready', key_points: [{ origin: after }] })
  })
})

test('a bad item does not stop the others; results stand in the order of the items', async () => {
  const results = await push(
    sample('good 1'),
    sample('bad', { url: 'x' }),
    sample('good 2'),
    sample('good 1'),
  )
  expect(results.map(({ index, externalId, status }) => [index, externalId, status])).toEqual([
    [0, 'good 1', 'created'],
    [1, 'bad', 'rejected'],
    [2, 'good 2', 'created'],
    [3, 'good 1', 'unchanged'],
  ])
})

test('eight pushes of the same articles at once make each of them once', async () => {
  const items = ['p', 'q', 'r'].map((id) => sample(id))
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, turn) => push(...(turn % 2 ? items : items.toReversed()))),
  )
  const results = all.flat()
  expect(results.filter(({ status }) => status === 'created')).toHaveLength(3)
  expect(new Set(results.map(({ id }) => id)).size).toBe(3)
})
