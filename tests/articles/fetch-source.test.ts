import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openFetcher } from '../../src/articles/fetch-url.ts'
import { addSource } from '../../src/articles/add-source.ts'
import { fetchSource } from '../../src/articles/fetch-source.ts'
import { listSources } from '../../src/articles/sources.repository.ts'
import { articlePage, rssFeed, type Answer } from '../support/site-server.ts'
import { publish } from '../support/stage.ts'
import { openSourceStage, start, tram, type SourceStage } from './source-stage.ts'

const pool = { slug: 'pool', title: 'The sea pool', publishedAt: new Date('2026-11-19T09:00:00Z') }

let stage: SourceStage

beforeEach(async () => {
  stage = await openSourceStage()
})

afterEach(async () => stage.close())

describe('a source', () => {
  test('that is added twice stays one', async () => {
    const id = await stage.addTram()
    expect(await addSource(stage.app, stage.newsletterId, stage.feedUrl)).toMatchObject({
      id,
      created: false,
    })
    expect(await listSources(stage.app.db, stage.newsletterId)).toHaveLength(1)
  })

  test('that is fetched twice, or twice at once, gives each article once', async () => {
    const id = await stage.addTram()
    await Promise.all([fetchSource(stage.app, id), fetchSource(stage.app, id)])
    expect(await fetchSource(stage.app, id)).toEqual({ ok: true, newArticles: 0, error: null })
    const rows = await stage.articles()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ title: 'The night tram', status: 'ready' })
    expect(rows[0]!.key_points).toHaveLength(2)
    expect(rows[0]!.related.map((link) => link.title)).toEqual([
      'The harbour gets a crane',
      'The bridge is painted again',
    ])
  })

  test.each<[string, string | Answer, RegExp]>([
    ['turns into an HTML page', '<!doctype html><html><body><h1>Moved</h1></body></html>', /HTML/],
    ['is empty', '', /./],
    ['answers 500', (_request, response) => response.writeHead(500).end(), /500/],
    ['hangs up', (_request, response) => response.destroy(), /./],
    ['is 12 MB', (_request, response) => response.end('x'.repeat(12_000_000)), /MB|large|bytes/i],
  ])('that %s keeps its articles, says what is wrong and is tried again', async (_name, page, message) => {
    const id = await stage.addTram()
    await fetchSource(stage.app, id)
    stage.site.pages.set('/feed.xml', page)
    stage.setNow(new Date('2026-11-22T13:00:00Z'))
    const result = await fetchSource(stage.app, id)
    expect(result.ok).toBe(false)
    expect(await stage.source()).toMatchObject({ status: 'error', fail_count: 1, last_error: result.error })
    expect(result.error).toMatch(message)
    expect(await stage.articles()).toHaveLength(1)

    publish(stage.site, [tram, pool])
    stage.setNow((await stage.source()).next_poll_at)
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true, newArticles: 1 })
    expect(await stage.source()).toMatchObject({ status: 'active', fail_count: 0, last_error: null })
  })

  test('that answers 410 is gone and is asked no more', async () => {
    const id = await stage.addTram()
    stage.site.pages.set('/feed.xml', (_request, response) => response.writeHead(410).end())
    expect((await fetchSource(stage.app, id)).ok).toBe(false)
    expect(await stage.source()).toMatchObject({ status: 'gone' })
  })

  test('that never ends its answer is given up in time', async () => {
    const id = await stage.addTram()
    stage.site.pages.set('/feed.xml', (_request, response) => response.writeHead(200).write('<rss>'))
    const fetcher = openFetcher({ allow: ['127.0.0.1'], totalTimeoutMs: 300 })
    expect((await fetchSource({ ...stage.app, fetcher }, id)).ok).toBe(false)
    await fetcher.close()
  })

  test('that is cut off gives the items that are whole', async () => {
    const whole = rssFeed(stage.site.url, [tram, pool])
    await stage.addTram()
    stage.site.pages.set('/pool', articlePage(pool.title))
    stage.site.pages.set('/feed.xml', whole.slice(0, whole.lastIndexOf('<item>') + 40))
    const { id } = await stage.source()
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true, newArticles: 1 })
  })
})

describe('a page', () => {
  test('without an article leaves what its feed told', async () => {
    const id = await stage.addTram()
    stage.site.pages.set('/tram', '<!doctype html><title>Login</title><p>Please log in.</p>')
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true })
    const [row] = await stage.articles()
    expect(row).toMatchObject({ title: 'The night tram', dek: 'The dek of The night tram.', status: 'ready' })
    expect(row!.warnings[0]).toContain('could not be read')
  })

  test('that cannot be reached is tried again at the next fetch', async () => {
    const id = await stage.addTram()
    stage.site.pages.delete('/tram')
    await fetchSource(stage.app, id)
    expect((await stage.articles())[0]).toMatchObject({ status: 'new', read_attempts: 1 })
    stage.site.pages.set('/tram', articlePage(tram.title))
    await fetchSource(stage.app, id)
    expect((await stage.articles())[0]).toMatchObject({ status: 'ready' })
  })
})

describe('a page given as a source', () => {
  const pageWith = (head: string) => `<!doctype html><html><head>${head}</head><body>News</body></html>`

  test('leads to the feed that it names, once', async () => {
    publish(stage.site, [tram])
    stage.site.pages.set('/', pageWith('<link rel="alternate" type="application/rss+xml" href="/feed.xml">'))
    const added = await addSource(stage.app, stage.newsletterId, `${stage.site.url}/`)
    expect(added).toMatchObject({ url: stage.feedUrl, kind: 'rss', created: true, chosen: stage.feedUrl })
    const again = await addSource(stage.app, stage.newsletterId, `${stage.site.url}/`)
    expect(again).toMatchObject({ id: added.id, created: false, chosen: stage.feedUrl })
  })

  test.each([
    ['names no feed', '', /names no feed/],
    ['names itself', '<link rel="alternate" type="application/rss+xml" href="/">', /HTML page, not a feed/],
  ])('is refused when it %s', async (_name, head, message) => {
    stage.site.pages.set('/', pageWith(head))
    const adding = addSource(stage.app, stage.newsletterId, `${stage.site.url}/`)
    await expect(adding).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(message),
    })
  })
})

describe('a sitemap', () => {
  const newsSitemap = (slug: string, date: string) =>
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">' +
    `<url><loc>${stage.site.url}/${slug}</loc><news:news><news:publication_date>${date}</news:publication_date>` +
    `<news:title>${slug}</news:title></news:news></url></urlset>`

  test('is a source, and is read daily at least', async () => {
    stage.site.pages.set('/news.xml', newsSitemap('tram', '2026-11-18'))
    stage.site.pages.set('/tram', articlePage(tram.title))
    const { id, kind } = await addSource(stage.app, stage.newsletterId, `${stage.site.url}/news.xml`)
    expect(kind).toBe('sitemap')
    await stage.app.db.updateTable('source').set({ poll_minutes: 10_000 }).execute()
    expect(await fetchSource(stage.app, id)).toEqual({ ok: true, newArticles: 1, error: null })
    expect((await stage.source()).next_poll_at).toEqual(new Date(start.getTime() + 86_400_000))
  })

  test('that is an index gives the articles of its sitemaps, also of those that change later', async () => {
    const index = ['one', 'two', 'gone'].map(
      (name) => `<sitemap><loc>${stage.site.url}/${name}.xml</loc></sitemap>`,
    )
    stage.site.pages.set('/index.xml', `<sitemapindex>${index.join('')}</sitemapindex>`)
    stage.site.pages.set('/one.xml', newsSitemap('tram', '2026-11-18'))
    stage.site.pages.set('/two.xml', newsSitemap('pool', '2026-11-19'))
    for (const { slug, title } of [tram, pool]) stage.site.pages.set(`/${slug}`, articlePage(title))
    const { id } = await addSource(stage.app, stage.newsletterId, `${stage.site.url}/index.xml`)
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true, newArticles: 2 })
    stage.site.pages.set('/two.xml', newsSitemap('bridge', '2026-11-20'))
    stage.site.pages.set('/bridge', articlePage('The bridge'))
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true, newArticles: 1 })
  })
})
