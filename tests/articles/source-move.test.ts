import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addSource } from '../../src/articles/add-source.ts'
import { fetchSource } from '../../src/articles/fetch-source.ts'
import { listSources } from '../../src/articles/sources.repository.ts'
import { rssFeed, type Answer } from '../support/site-server.ts'
import { openSourceStage, start, tram, type SourceStage } from './source-stage.ts'

const hour = 3_600_000

let stage: SourceStage

beforeEach(async () => {
  stage = await openSourceStage()
})

afterEach(async () => stage.close())

describe('a source that moves', () => {
  let asked: [string, string | undefined][]

  const answerAt = (path: string, answer: Answer) =>
    stage.site.pages.set(path, (request, response) => {
      asked.push([path, request.headers['if-none-match']])
      answer(request, response)
    })
  const redirect = (code: number, location: string): Answer => {
    return (_request, response) => response.writeHead(code, { location }).end()
  }
  const feed =
    (etag: string): Answer =>
    (request, response) =>
      request.headers['if-none-match'] === etag
        ? response.writeHead(304).end()
        : response.writeHead(200, { etag }).end(rssFeed(stage.site.url, [tram]))
  const fetchAt = async (id: number, hours: number) => {
    stage.setNow(new Date(start.getTime() + hours * hour))
    asked = []
    return fetchSource(stage.app, id)
  }
  const newUrl = () => `${stage.site.url}/new.xml`

  async function addMoved(code: number): Promise<number> {
    asked = []
    const id = await stage.addTram()
    answerAt('/feed.xml', feed('"old"'))
    answerAt('/new.xml', feed('"new"'))
    await fetchAt(id, 0)
    expect(await stage.source()).toMatchObject({ etag: '"old"' })
    answerAt('/feed.xml', redirect(code, '/new.xml'))
    return id
  }

  test.each([301, 308])(
    'for good by %d has the new address after 3 equal answers over 24 hours',
    async (code) => {
      const id = await addMoved(code)
      await fetchAt(id, 1)
      expect(asked).toEqual([
        ['/feed.xml', '"old"'],
        ['/new.xml', undefined],
      ])
      await fetchAt(id, 13)
      expect(asked).toEqual([
        ['/feed.xml', undefined],
        ['/new.xml', '"new"'],
      ])
      expect(await stage.source()).toMatchObject({
        url: stage.feedUrl,
        permanent_url: newUrl(),
        permanent_count: 2,
      })
      await fetchAt(id, 25)
      expect(await stage.source()).toMatchObject({
        url: newUrl(),
        url_history: [stage.feedUrl],
        etag: '"new"',
        permanent_url: null,
        permanent_count: 0,
        permanent_since: null,
      })
      expect(await fetchAt(id, 26)).toEqual({ ok: true, newArticles: 0, error: null })
      expect(asked).toEqual([['/new.xml', '"new"']])
    },
  )

  test.each([302, 303, 307])('for a time by %d keeps its address and no validators', async (code) => {
    const id = await addMoved(code)
    for (const hours of [1, 13, 25, 49]) expect(await fetchAt(id, hours)).toMatchObject({ ok: true })
    expect(asked).toEqual([
      ['/feed.xml', undefined],
      ['/new.xml', undefined],
    ])
    expect(await stage.source()).toMatchObject({
      url: stage.feedUrl,
      url_history: [],
      permanent_url: null,
      etag: null,
    })
  })

  test('back again forgets the new address and its validators', async () => {
    const id = await addMoved(301)
    await fetchAt(id, 1)
    answerAt('/feed.xml', feed('"old"'))
    await fetchAt(id, 2)
    expect(asked).toEqual([['/feed.xml', undefined]])
    expect(await stage.source()).toMatchObject({ permanent_url: null, permanent_count: 0, etag: '"old"' })
  })

  test('to the address of another source is gone, with the reason', async () => {
    const id = await addMoved(301)
    const other = await addSource(stage.app, stage.newsletterId, newUrl())
    for (const hours of [1, 13]) await fetchAt(id, hours)
    expect(await fetchAt(id, 25)).toMatchObject({ ok: false, error: expect.stringContaining('already') })
    const rows = await listSources(stage.app.db, stage.newsletterId)
    expect(rows).toMatchObject([
      { id, url: stage.feedUrl, status: 'gone', last_error: expect.stringContaining(newUrl()) },
      { id: other.id, status: 'active' },
    ])
    expect(await stage.articles()).toHaveLength(1)
  })
})
