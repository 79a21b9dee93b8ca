import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fetchUrl } from '../../src/articles/fetch-url.ts'
import { openTestWeb, type TestWeb } from './test-web.ts'

let web: TestWeb

beforeAll(async () => {
  web = await openTestWeb()
})

afterAll(() => web.close())

describe('a host', () => {
  test('is asked one thing at a time, in order, and is forgotten afterwards', async () => {
    const seen: string[] = []
    let [open, most] = [0, 0]
    web.answer((request, response) => {
      seen.push(request.url ?? '')
      most = Math.max(most, ++open)
      setImmediate(() => {
        open--
        response.end('x')
      })
    })
    const fetcher = web.fetcher()
    const paths = Array.from({ length: 12 }, (_, n) => `/${n}`)
    await Promise.all(paths.map((path) => fetchUrl(fetcher, `${web.base}${path}`)))
    expect([most, seen]).toEqual([1, paths])
    expect(fetcher.turns.size).toBe(0)
  })

  test('is left alone for 250 ms after a request, unless the allow list names it', () => {
    const fetcher = web.fetcher({ allow: ['127.0.0.0/8', 'intranet:8080'] })
    const visits = [
      'http://127.0.0.9:81/',
      'http://intranet:8080/',
      'http://intranet/',
      'https://example.org/x',
    ]
    expect(visits.map((url) => fetcher.visitOf(new URL(url)))).toEqual([
      { host: '127.0.0.9:81', gapMs: 0 },
      { host: 'intranet:8080', gapMs: 0 },
      { host: 'intranet', gapMs: 250 },
      { host: 'example.org', gapMs: 250 },
    ])
  })

  test('may be slow to others without using up the time of a request', async () => {
    web.answer((_request, response) => void setTimeout(() => response.end('x'), 60))
    const fetcher = web.fetcher({ totalTimeoutMs: 150 })
    const all = Array.from({ length: 5 }, () => fetchUrl(fetcher, web.base))
    expect(await Promise.all(all)).toHaveLength(5)
  })
})
