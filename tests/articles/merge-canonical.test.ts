import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addSource } from '../../src/articles/add-source.ts'
import { listArticles, updateArticle } from '../../src/articles/articles.repository.ts'
import { fetchSource } from '../../src/articles/fetch-source.ts'
import { mergeCanonical } from '../../src/articles/merge-canonical.ts'
import { addArticle } from '../support/builders.ts'
import { articlePage, rssFeed } from '../support/site-server.ts'
import { openStage, publish, type Stage } from '../support/stage.ts'

const at = new Date('2026-11-18T09:00:00Z')
let stage: Stage

beforeEach(async () => {
  stage = await openStage(new Date('2026-11-22T12:00:00Z'))
})

afterEach(async () => stage.close())

async function fetchAll(): Promise<void> {
  const { id } = await addSource(stage.app, stage.newsletterId, `${stage.site.url}/feed.xml`)
  await fetchSource(stage.app, id)
}

const articles = async () =>
  (await listArticles(stage.app.db, stage.newsletterId)).toSorted((a, b) => a.id - b.id)

const withCanonical = (slug: string) =>
  articlePage('The night tram').replace(
    '</head>',
    `<link rel="canonical" href="${stage.site.url}/${slug}"></head>`,
  )

test.each(['tram', 'short'])('two addresses of which one page names /%s are one article', async (slug) => {
  const items = ['tram', 'short'].map((name) => ({ slug: name, title: `The ${name}`, publishedAt: at }))
  publish(stage.site, items)
  for (const name of ['tram', 'short']) stage.site.pages.set(`/${name}`, withCanonical(slug))
  await fetchAll()
  const [first, second] = await articles()
  expect([first!.status, second!.status]).toEqual(['ready', 'dead'])
  expect(second!.warnings.at(-1)).toContain(`article ${first!.id} (${first!.url})`)
})

test('two addresses that name a third are one article', async () => {
  const items = ['a', 'b'].map((slug) => ({ slug, title: `The ${slug}`, publishedAt: at }))
  publish(stage.site, items)
  for (const { slug } of items) stage.site.pages.set(`/${slug}`, withCanonical('third'))
  await fetchAll()
  expect((await articles()).map(({ status }) => status)).toEqual(['ready', 'dead'])
})

describe('the newer of two', () => {
  async function pair() {
    const { db } = stage.app
    const [older, newer] = [
      await addArticle(db, stage.newsletterId, { key: 'sample.example/older', at }),
      await addArticle(db, stage.newsletterId, {
        key: 'sample.example/newer',
        at: new Date(at.getTime() + 60_000),
      }),
    ]
    const url = 'https://sample.example/older'
    const alias = { kind: 'canonical' as const, scope: '', value: 'sample.example/older' }
    const row = { newsletter_id: stage.newsletterId, article_id: older }
    await db
      .insertInto('article_alias')
      .values({ ...alias, ...row })
      .execute()
    const merge = () => mergeCanonical(db, { id: newer, newsletter_id: stage.newsletterId }, url)
    return { older, newer, merge }
  }
  const statuses = async () => (await articles()).map(({ status }) => status)

  test('is dead, once', async () => {
    const { merge } = await pair()
    await merge()
    const rows = await articles()
    await merge()
    expect(await articles()).toEqual(rows)
    expect(await statuses()).toEqual(['ready', 'dead'])
  })

  test('stays when an editor pinned it', async () => {
    const { newer, merge } = await pair()
    const pin = { newsletter_id: stage.newsletterId, article_id: newer, position: 1, decided_by: 'ann' }
    await stage.app.db
      .insertInto('decision')
      .values({ ...pin, action: 'pin' })
      .execute()
    await merge()
    expect(await statuses()).toEqual(['dead', 'ready'])
  })

  test('stays when the older one is dead', async () => {
    const { older, merge } = await pair()
    await updateArticle(stage.app.db, older, { status: 'dead' })
    await merge()
    expect(await statuses()).toEqual(['dead', 'ready'])
  })
})

test('an article whose page cannot be read has key points and a fingerprint from its feed', async () => {
  const body = Array.from(
    { length: 12 },
    (_, n) =>
      `Engineers measured bridge number ${n + 1} before dawn and found ${n + 3} loose bolts in its northern pier.`,
  ).join(' ')
  const feed = rssFeed(stage.site.url, [{ slug: 'tram', title: 'The night tram', publishedAt: at }])
    .replace('<rss ', '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    .replace('</item>', `<content:encoded>&lt;p&gt;${body}&lt;/p&gt;</content:encoded></item>`)
  stage.site.pages.set('/feed.xml', feed)
  stage.site.pages.set('/tram', '<!doctype html><title>Login</title><p>Please log in.</p>')
  await fetchAll()
  const [row] = await articles()
  expect(row).toMatchObject({
    status: 'ready',
    body_text: body,
    body_hash: expect.any(String),
    read_at: null,
  })
  expect(row!.minhash).toHaveLength(512)
  expect(row!.key_points.length).toBeGreaterThan(0)
  expect(new Set(row!.key_points.map(({ origin }) => origin))).toEqual(new Set(['computed']))
})
