import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openFetcher } from '../../src/articles/fetch-url.ts'
import { addSource } from '../../src/articles/add-source.ts'
import { listArticles } from '../../src/articles/articles.repository.ts'
import { fetchSource } from '../../src/articles/fetch-source.ts'
import { listSources } from '../../src/articles/sources.repository.ts'
import { articlePage, rssFeed, type Answer } from '../support/site-server.ts'
import { openStage, publish, type Stage } from '../support/stage.ts'

const start = new Date('2026-11-22T12:00:00Z')
const tram = { slug: 'tram', title: 'The night tram', publishedAt: new Date('2026-11-18T09:00:00Z') }
const pool = { slug: 'pool', title: 'The sea pool', publishedAt: new Date('2026-11-19T09:00:00Z') }

let stage: Stage
let feedUrl: string

beforeEach(async () => {
  stage = await openStage(start)
  feedUrl = `${stage.site.url}/feed.xml`
})

afterEach(async () => stage.close())

async function addTram(): Promise<number> {
  publish(stage.site, [tram])
  const { id } = await addSource(stage.app, stage.newsletterId, feedUrl)
  return id
}

const articles = () => listArticles(stage.app.db, stage.newsletterId)

async function source() {
  const [row] = await listSources(stage.app.db, stage.newsletterId)
  return row!
}

describe('a source', () => {
  test('that is added twice stays one', async () => {
    const id = await addTram()
    expect(await addSource(stage.app, stage.newsletterId, feedUrl)).toMatchObject({ id, created: false })
    expect(await listSources(stage.app.db, stage.newsletterId)).toHaveLength(1)
  })

  test('that is fetched twice, or twice at once, gives each article once', async () => {
    const id = await addTram()
    await Promise.all([fetchSource(stage.app, id), fetchSource(stage.app, id)])
    expect(await fetchSource(stage.app, id)).toEqual({ ok: true, newArticles: 0, error: null })
    const rows = await articles()
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
    const id = await addTram()
    await fetchSource(stage.app, id)
    stage.site.pages.set('/feed.xml', page)
    stage.setNow(new Date('2026-11-22T13:00:00Z'))
    const result = await fetchSource(stage.app, id)
    expect(result.ok).toBe(false)
    expect(await source()).toMatchObject({ status: 'error', fail_count: 1, last_error: result.error })
    expect(result.error).toMatch(message)
    expect(await articles()).toHaveLength(1)

    publish(stage.site, [tram, pool])
    stage.setNow((await source()).next_poll_at)
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true, newArticles: 1 })
    expect(await source()).toMatchObject({ status: 'active', fail_count: 0, last_error: null })
  })

  test('that answers 410 is gone and is asked no more', async () => {
    const id = await addTram()
    stage.site.pages.set('/feed.xml', (_request, response) => response.writeHead(410).end())
    expect((await fetchSource(stage.app, id)).ok).toBe(false)
    expect(await source()).toMatchObject({ status: 'gone' })
  })

  test('that never ends its answer is given up in time', async () => {
    const id = await addTram()
    stage.site.pages.set('/feed.xml', (_request, response) => response.writeHead(200).write('<rss>'))
    const fetcher = openFetcher({ allow: ['127.0.0.1'], totalTimeoutMs: 300 })
    expect((await fetchSource({ ...stage.app, fetcher }, id)).ok).toBe(false)
    await fetcher.close()
  })

  test('that is cut off gives the items that are whole', async () => {
    const whole = rssFeed(stage.site.url, [tram, pool])
    await addTram()
    stage.site.pages.set('/pool', articlePage(pool.title))
    stage.site.pages.set('/feed.xml', whole.slice(0, whole.lastIndexOf('<item>') + 40))
    const { id } = await source()
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true, newArticles: 1 })
  })
})

describe('a page', () => {
  test('without an article leaves what its feed told', async () => {
    const id = await addTram()
    stage.site.pages.set('/tram', '<!doctype html><title>Login</title><p>Please log in.</p>')
    expect(await fetchSource(stage.app, id)).toMatchObject({ ok: true })
    const [row] = await articles()
    expect(row).toMatchObject({ title: 'The night tram', dek: 'The dek of The night tram.', status: 'ready' })
    expect(row!.warnings[0]).toContain('could not be read')
  })

  test('that cannot be reached is tried again at the next fetch', async () => {
    const id = await addTram()
    stage.site.pages.delete('/tram')
    await fetchSource(stage.app, id)
    expect((await articles())[0]).toMatchObject({ status: 'new', read_attempts: 1 })
    stage.site.pages.set('/tram', articlePage(tram.title))
    await fetchSource(stage.app, id)
    expect((await articles())[0]).toMatchObject({ status: 'ready' })
  })
})
