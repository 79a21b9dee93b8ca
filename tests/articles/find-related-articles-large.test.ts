import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { findRelatedArticles } from '../../src/articles/find-related-articles.ts'
import { candidatesQuery } from '../../src/articles/related-candidates.repository.ts'
import { openDatabase, type Database } from '../../src/db/database.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { fillArchive } from './related-archive.ts'
import { addSamples, day, now, subjectOf } from './related-samples.ts'

let testDatabase: TestDatabase
let db: Database
let newsletterId: number

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  db = await openDatabase(testDatabase.url, 'recap test')
  newsletterId = (await db.selectFrom('newsletter').select('id').executeTakeFirstOrThrow()).id
})

afterAll(async () => {
  await db.destroy()
  await testDatabase.drop()
})

const find = (articleIds: readonly number[]) =>
  findRelatedArticles({ db }, { newsletterId, articleIds, excludeIds: [], now })

describe('in an archive of 20,000 articles', () => {
  test('fifteen articles have their links soon, and both indexes are used', async () => {
    await fillArchive(db, newsletterId, { articles: 20_000, now })
    const ids = await addSamples(db, newsletterId)
    await sql`ANALYZE article`.execute(db)
    const keyOf = new Map([...ids].map(([key, id]) => [id, key]))
    const rare = [...ids].filter(([key]) => key.endsWith(' 1')).map(([, id]) => id)
    const common = await db
      .selectFrom('article')
      .select('id')
      .orderBy('effective_at', 'desc')
      .limit(15)
      .execute()

    const { links } = await timed('invented headlines', () => find(rare))
    const { took } = await timed('headlines of the archive', () => find(common.map(({ id }) => id)))

    expect(took).toBeLessThan(10_000)
    const linked = [...links].flatMap(([id, found]) => found.map(({ url }) => ({ id, url })))
    expect(linked.length).toBeGreaterThan(10)
    for (const { id, url } of linked) {
      const key = decodeURIComponent(new URL(url).pathname.slice(1))
      expect([url, subjectOf(key)]).toEqual([url, subjectOf(keyOf.get(id) ?? '')])
    }
    const plan = await explain(common.map(({ id }) => id))
    expect(plan).toContain('Bitmap Index Scan on article_search')
    expect(plan).toContain('Bitmap Index Scan on article_title')
    expect(plan).not.toContain('Seq Scan on article')
  }, 300_000)
})

async function timed(name: string, run: () => ReturnType<typeof find>) {
  const began = performance.now()
  const links = await run()
  const took = Math.round(performance.now() - began)
  const count = [...links.values()].flat().length
  process.stderr.write(`related, ${name}: ${links.size} articles among 20,040, ${took} ms, ${count} links\n`)
  return { links, took }
}

async function explain(ids: readonly number[]): Promise<string> {
  const scope = { newsletterId, from: new Date(now.getTime() - 90 * day), now, excludeIds: ids }
  const { title, query } = { title: 'Night trams return to the river line', query: "'night':* | 'tram':*" }
  const searches = ids.map((articleId) => ({ articleId, language: 'en', query, title }))
  const compiled = candidatesQuery(scope, searches).compile(db)
  const explained = { ...compiled, sql: `EXPLAIN ${compiled.sql}` }
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(explained)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}
