import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { findRelatedArticles } from '../../src/articles/find-related-articles.ts'
import { openDatabase, type Database } from '../../src/db/database.ts'
import { addArticle, type ArticleTraits } from '../support/builders.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { addSamples, day, now, samples, subjectOf, traitsOf } from './related-samples.ts'

let testDatabase: TestDatabase
let db: Database
let newsletterId: number

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  db = await openDatabase(testDatabase.url, 'recap test')
  newsletterId = (await db.selectFrom('newsletter').select('id').executeTakeFirstOrThrow()).id
})

afterEach(async () => {
  await sql`TRUNCATE article, decision CASCADE`.execute(db)
})

afterAll(async () => {
  await db.destroy()
  await testDatabase.drop()
})

const find = (articleIds: readonly number[], excludeIds: readonly number[] = []) =>
  findRelatedArticles({ db }, { newsletterId, articleIds, excludeIds, now })

/** Addresses of the links of one article, by the keys that the test gave the articles. */
async function keysFor(id: number | undefined, excludeIds: readonly number[] = []): Promise<string[]> {
  const links = await find([id ?? 0], excludeIds)
  return (links.get(id ?? 0) ?? []).map(({ url }) => decodeURIComponent(new URL(url).pathname.slice(1)))
}

function sampleTraits(key: string, changes: Partial<ArticleTraits> = {}): ArticleTraits {
  const sample = samples.find((one) => one.key === key)
  if (!sample) throw new Error(`no sample "${key}"`)
  return { ...traitsOf(sample), ...changes }
}

describe('in an archive of forty articles', () => {
  test('every article gets links to its own subject and in its own language only', async () => {
    const ids = await addSamples(db, newsletterId)
    let found = 0
    for (const [key, id] of ids) {
      const keys = await keysFor(id)
      expect(keys).not.toContain(key)
      expect(keys.filter((other) => subjectOf(other) !== subjectOf(key))).toEqual([])
      found += keys.length
    }
    expect(found).toBeGreaterThan(40)
  })

  test('the articles of one issue are never linked with each other, nor with what is folded into them', async () => {
    const ids = await addSamples(db, newsletterId)
    const id = (key: string): number => ids.get(key) ?? 0
    expect(await keysFor(id('tram 1'))).toEqual(['tram 3', 'tram 2', 'tram 5'])
    const issue = [id('tram 1'), id('tram 2'), id('wind 1'), id('miete 1')]

    const links = await find(issue, [id('tram 3'), id('wind 2')])

    expect([...links.keys()]).toEqual(issue)
    const urls = [...links.values()].flat().map(({ url }) => decodeURIComponent(url))
    for (const key of ['tram 1', 'tram 2', 'tram 3', 'wind 1', 'wind 2', 'miete 1']) {
      expect(urls.some((url) => url.endsWith(key))).toBe(false)
    }
    expect(urls.length).toBeGreaterThan(2)
  })

  test('the same ledger always gives the same links, in whatever order they are asked for', async () => {
    const ids = [...(await addSamples(db, newsletterId)).values()].slice(0, 15)
    const first = await find(ids)
    const second = await find(ids.toReversed())
    expect(new Map([...second].toReversed())).toEqual(first)
  })

  test('a transaction sees its own articles', async () => {
    await addSamples(db, newsletterId)
    await db.transaction().execute(async (trx) => {
      const id = await addArticle(
        trx,
        newsletterId,
        sampleTraits('tram 1', { key: 'new', title: 'City buys land for night trams on the river line' }),
      )
      const links = await findRelatedArticles(
        { db: trx },
        { newsletterId, articleIds: [id], excludeIds: [], now },
      )
      expect(links.get(id)?.length).toBeGreaterThan(0)
    })
  })

  test('a link tells what its article tells', async () => {
    const subject = await addArticle(db, newsletterId, sampleTraits('tram 1'))
    await addArticle(
      db,
      newsletterId,
      sampleTraits('tram 3', { topics: ['transport', 'city', 'night', 'jobs'] }),
    )
    const undated = {
      title: 'Drivers of night trams on the river line speak',
      published_precision: 'none',
    } as const
    await addArticle(db, newsletterId, sampleTraits('tram 4', { ...undated, dek: null, body_text: '' }))
    const links = await find([subject])
    expect(links.get(subject)).toEqual([
      {
        title: 'Why the river line lost its night trams',
        url: 'https://sample.example/tram%203',
        summary: 'Empty carriages and missing drivers ended the service.',
        category: null,
        publishedAt: '2026-10-31T00:00:00.000Z',
        tags: ['transport', 'city', 'night'],
        origin: 'computed',
      },
      expect.objectContaining({ publishedAt: null, summary: null }),
    ])
  })
})

describe('what is linked', () => {
  test.each<[string, Partial<ArticleTraits>, number]>([
    ['an article of the archive', {}, 1],
    ['a dated one of the first reading', { status: 'baseline' }, 1],
    ['not an undated one', { status: 'baseline', published_at: null, published_precision: 'none' }, 0],
    ['not a hidden one', { status: 'hidden' }, 0],
    ['not a dead one', { status: 'dead' }, 0],
    ['not an advertisement', { article_type: 'sponsored' }, 0],
    ['not a roundup', { article_type: 'roundup' }, 0],
    ['one of 89 days ago', { at: new Date(now.getTime() - 89 * day) }, 1],
    ['not one of 91 days ago', { at: new Date(now.getTime() - 91 * day) }, 0],
    ['not one of the future', { at: new Date(now.getTime() + 1) }, 0],
    ['not one in another language', { language: 'de' }, 0],
    ['one of another region', { language: 'en_AU' }, 1],
    ['not one whose language nobody knows', { language: null }, 0],
  ])('%s', async (_, changes, count) => {
    const subject = await addArticle(db, newsletterId, sampleTraits('tram 1', { language: 'en-GB' }))
    await addArticle(db, newsletterId, sampleTraits('tram 3', changes))
    expect(await keysFor(subject)).toHaveLength(count)
  })

  test('not what the editor decided to hide', async () => {
    const subject = await addArticle(db, newsletterId, sampleTraits('tram 1'))
    const hidden = await addArticle(db, newsletterId, sampleTraits('tram 3'))
    await db
      .insertInto('decision')
      .values({ newsletter_id: newsletterId, article_id: hidden, action: 'hide', decided_by: 'test' })
      .execute()
    expect(await keysFor(subject)).toEqual([])
  })

  test('not what another newsletter owns', async () => {
    const subject = await addArticle(db, newsletterId, sampleTraits('tram 1'))
    const { id: _, ...own } = await db.selectFrom('newsletter').selectAll().executeTakeFirstOrThrow()
    const copy = db.insertInto('newsletter').values({ ...own, slug: 'other', theme: '{}' })
    const other = await copy.returning('id').executeTakeFirstOrThrow()
    await addArticle(db, other.id, sampleTraits('tram 3'))
    expect(await keysFor(subject)).toEqual([])
  })

  test('one a source, by id or by the name of the site', async () => {
    const subject = await addArticle(db, newsletterId, sampleTraits('tram 1'))
    for (const key of ['tram 2', 'tram 3', 'tram 4']) {
      await addArticle(db, newsletterId, sampleTraits(key, { site_name: 'One Site' }))
    }
    expect(await keysFor(subject)).toHaveLength(1)
  })

  test('not a copy of the body under another headline', async () => {
    const marks = { body_hash: 'same', word_count: 200 }
    const subject = await addArticle(db, newsletterId, sampleTraits('tram 1', marks))
    await addArticle(db, newsletterId, sampleTraits('tram 3', marks))
    expect(await keysFor(subject)).toEqual([])
  })
})

describe('nothing is linked', () => {
  test('in an empty archive, for nothing asked, and for an article that is gone', async () => {
    expect(await find([])).toEqual(new Map())
    expect(await find([4711])).toEqual(new Map([[4711, []]]))
    const only = await addArticle(db, newsletterId, sampleTraits('tram 1'))
    expect(await find([only])).toEqual(new Map([[only, []]]))
  })

  test('for an article of rare words only', async () => {
    await addSamples(db, newsletterId)
    const odd = await addArticle(db, newsletterId, {
      key: 'odd',
      at: now,
      language: 'en',
      title: 'Zyxwv qprst mnlkj',
      dek: null,
    })
    expect(await keysFor(odd)).toEqual([])
  })
})

describe('a hostile title', () => {
  test.each([
    `'; DROP TABLE article; --`,
    `night & trams | ! river : * line`,
    `'night':* <-> "trams" \\ ''`,
    `!!!((( & | <1> :*A`,
    `%s %% _ $1 \${now} night_trams`,
    '',
    '🚋'.repeat(500),
    `night trams on the river line ${'and so on '.repeat(1000)}`,
    'x'.repeat(10_000),
    Array.from({ length: 2000 }, (_, index) => `w${index}`).join(' '),
  ])('is a title like any other: %#', async (title) => {
    await addSamples(db, newsletterId)
    const at = new Date(now.getTime() - day)
    const traits = { key: 'hostile', at, language: 'en', dek: title, body_text: title, site_name: 'Odd' }
    const hostile = await addArticle(db, newsletterId, { ...traits, title })
    await addArticle(db, newsletterId, { ...traits, title: `${title}.`, key: 'twin' })
    const keys = await keysFor(hostile)
    expect(keys.filter((key) => subjectOf(key) !== 'tram')).toEqual([])
    expect(await keysFor((await addSamples(db, newsletterId)).get('tram 1'))).toContain('tram 3')
  })
})
