import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { fetchSource } from '../../src/articles/fetch-source.ts'
import { openFetcher } from '../../src/articles/fetch-url.ts'
import { type Answer } from '../support/site-server.ts'
import { publish } from '../support/stage.ts'
import { openSourceStage, start, tram, type SourceStage } from './source-stage.ts'

const hour = 3_600_000

let stage: SourceStage

beforeEach(async () => {
  stage = await openSourceStage()
})

afterEach(async () => stage.close())

describe('the state of a source', () => {
  const status = (code: number, headers: Record<string, string> = {}): Answer => {
    return (_request, response) => response.writeHead(code, headers).end()
  }

  async function fetchAfter(id: number, hours: number) {
    stage.setNow(new Date(start.getTime() + hours * hour))
    return fetchSource(stage.app, id)
  }

  test.each([
    [401, 'paused'],
    [403, 'paused'],
    [404, 'active'],
    [410, 'gone'],
    [503, 'error'],
  ])('after %d is %s, with the reason and since when; a success clears it', async (code, state) => {
    const id = await stage.addTram()
    stage.site.pages.set('/feed.xml', status(code))
    await fetchAfter(id, 1)
    await fetchAfter(id, 2)
    expect(await stage.source()).toMatchObject({
      status: state,
      fail_count: 2,
      failing_since: new Date(start.getTime() + hour),
      last_error: expect.stringContaining(String(code)),
    })
    publish(stage.site, [tram])
    await fetchAfter(id, 3)
    expect(await stage.source()).toMatchObject({ status: 'active', failing_since: null, last_error: null })
  })

  test('after 404 for 7 days is error', async () => {
    const id = await stage.addTram()
    stage.site.pages.set('/feed.xml', status(404))
    await fetchAfter(id, 0)
    await fetchAfter(id, 24 * 7)
    expect(await stage.source()).toMatchObject({ status: 'error', fail_count: 2 })
  })

  test('after 503 has the next time that the site asks for', async () => {
    const id = await stage.addTram()
    stage.site.pages.set('/feed.xml', status(503, { 'retry-after': '7200' }))
    await fetchAfter(id, 0)
    expect((await stage.source()).next_poll_at).toEqual(new Date(start.getTime() + 2 * hour))
  })

  test('stays as it is while its host is busy', async () => {
    const id = await stage.addTram()
    const fetcher = openFetcher({ allow: ['127.0.0.1'], waitingPerHost: 0 })
    const endTurn = await fetcher.turns.take(fetcher.visitOf(new URL(stage.feedUrl)))
    const before = await stage.source()
    expect(await fetchSource({ ...stage.app, fetcher }, id)).toMatchObject({ ok: false })
    const after = await stage.source()
    expect(after).toEqual({ ...before, next_poll_at: after.next_poll_at })
    expect(after.next_poll_at.getTime()).toBeGreaterThan(start.getTime())
    endTurn()
    await fetcher.close()
  })

  test('leaves a page whose host is busy for the next time', async () => {
    const id = await stage.addTram()
    const fetcher = openFetcher({ allow: ['127.0.0.1'] })
    const feed = stage.site.pages.get('/feed.xml')
    stage.site.pages.set('/feed.xml', (_request, response) => {
      response.end(String(feed))
      fetcher.turns.close()
    })
    await fetchSource({ ...stage.app, fetcher }, id)
    expect((await stage.articles())[0]).toMatchObject({ status: 'new', read_attempts: 0 })
    await fetcher.close()
  })
})
