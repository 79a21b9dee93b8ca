import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fetchUrl } from '../../src/articles/fetch-url.ts'
import { failure, freePort, openTestWeb, send, type TestWeb } from './test-web.ts'

let web: TestWeb

beforeAll(async () => {
  web = await openTestWeb()
})

afterAll(() => web.close())

function chain(hops: Record<string, [number, string]>): void {
  web.answer((request, response) => {
    const hop = hops[request.url ?? '']
    return hop ? send(response, hop[0], { location: hop[1] }) : response.end('end')
  })
}

test('a page comes with its body, type, charset, validators and address', async () => {
  web.answer((_request, response) =>
    response
      .writeHead(200, {
        'content-type': 'text/HTML; charset="ISO-8859-1"',
        etag: 'W/"a b"',
        'last-modified': 'Mon, 09 Mar 2026 07:00:00 GMT',
      })
      .end('Hi'),
  )
  expect(await web.get('/a?b=c#d')).toEqual({
    status: 'ok',
    finalUrl: `${web.base}/a?b=c`,
    httpStatus: 200,
    contentType: 'text/html',
    charset: 'ISO-8859-1',
    body: Buffer.from('Hi'),
    etag: 'W/"a b"',
    lastModified: 'Mon, 09 Mar 2026 07:00:00 GMT',
    permanentUrl: null,
  })
})

describe('validators', () => {
  test('are sent verbatim, and a 304 is not modified', async () => {
    let seen: unknown
    web.answer((request, response) => {
      seen = [request.headers['if-none-match'], request.headers['if-modified-since']]
      send(response, 304)
    })
    const fetched = await fetchUrl(web.fetcher(), web.base, { etag: 'W/"x"', lastModified: 'whenever' })
    expect(fetched).toEqual({ status: 'not_modified', permanentUrl: null })
    expect(seen).toEqual(['W/"x"', 'whenever'])
  })

  test('are sent to the address that gave them only, and a 304 tells where the way led', async () => {
    const seen: unknown[] = []
    web.answer((request, response) => {
      seen.push([request.url, request.headers['if-none-match']])
      return request.url === '/a' ? send(response, 301, { location: '/b' }) : send(response, 304)
    })
    const conditions = { etag: '"b"', from: `${web.base}/b` }
    expect(await fetchUrl(web.fetcher(), `${web.base}/a`, conditions)).toEqual({
      status: 'not_modified',
      permanentUrl: `${web.base}/b`,
    })
    expect(seen).toEqual([
      ['/a', undefined],
      ['/b', '"b"'],
    ])
  })

  test('a 304 that nobody asked for is a failure', async () => {
    web.answer((_request, response) => send(response, 304))
    await expect(web.get()).rejects.toEqual(failure('unreachable', /status 304/))
    const ofAnother = { etag: '"b"', from: `${web.base}/b` }
    await expect(fetchUrl(web.fetcher(), `${web.base}/a`, ofAnother)).rejects.toEqual(
      failure('unreachable', /status 304/),
    )
  })
})

describe('redirects', () => {
  test('are followed; the permanent ones from the start give the new address', async () => {
    chain({ '/a': [301, '/b'], '/b': [308, '/c?x=1'], '/c?x=1': [302, '/d'], '/d': [301, '/e'] })
    expect(await web.get('/a')).toMatchObject({
      finalUrl: `${web.base}/e`,
      permanentUrl: `${web.base}/c?x=1`,
    })
  })

  test('a temporary one gives no new address', async () => {
    chain({ '/a': [307, '/b'] })
    expect(await web.get('/a')).toMatchObject({ finalUrl: `${web.base}/b`, permanentUrl: null })
  })

  test('in a loop are a failure', async () => {
    chain({ '/a': [302, '/b'], '/b': [302, '/a'] })
    await expect(web.get('/a')).rejects.toEqual(failure('unreachable', /loop/))
  })

  test('five are followed, a sixth is a failure', async () => {
    chain(
      Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((i): [string, [number, string]] => [`/${i}`, [302, `/${i + 1}`]]),
      ),
    )
    await expect(web.get('/2')).resolves.toMatchObject({ finalUrl: `${web.base}/7` })
    await expect(web.get('/1')).rejects.toEqual(failure('unreachable', /more than 5 times/))
  })

  test.each([
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://0x7f.2/',
    'http://0.0.0.0/',
  ])('to the private address %s are refused', async (location) => {
    chain({ '/a': [302, location] })
    await expect(web.get('/a')).rejects.toEqual(failure('refused', /FETCH_ALLOW/))
  })

  test('to a name with a private address are refused', async () => {
    chain({ '/a': [302, `http://localhost:${web.port}/`] })
    await expect(web.get('/a', { allow: [`127.0.0.1:1`, '127.0.0.2'] })).rejects.toEqual(
      failure('refused', /127\.0\.0\.1/),
    )
    await expect(fetchUrl(web.fetcher({ allow: [] }), `http://localhost:${web.port}/`)).rejects.toEqual(
      failure('refused', /localhost/),
    )
  })

  test.each(['file:///etc/passwd', 'ftp://example.org/', 'data:text/plain,hi'])(
    'to %s are refused',
    async (location) => {
      chain({ '/a': [302, location] })
      await expect(web.get('/a')).rejects.toEqual(failure('refused', /no address of the web/))
    },
  )
})

describe('the allow list', () => {
  test.each([['127.0.0.1'], ['127.0.0.0/8'], ['::ffff:127.0.0.1'], ['PORT']])(
    'admits by %s',
    async (rule) => {
      web.answer((_request, response) => response.end('in'))
      const allow = [rule === 'PORT' ? `127.0.0.1:${web.port}` : rule]
      await expect(web.get('/', { allow })).resolves.toMatchObject({ httpStatus: 200 })
    },
  )

  test('admits a host by name', async () => {
    web.answer((_request, response) => response.end('in'))
    await expect(
      fetchUrl(web.fetcher({ allow: ['localhost'] }), `http://localhost:${web.port}/`),
    ).resolves.toMatchObject({ status: 'ok' })
  })

  test.each([['10.0.0.0/8'], ['127.0.0.1:1'], ['localhost']])(
    'does not admit another address by %s',
    async (rule) => {
      await expect(web.get('/', { allow: [rule] })).rejects.toEqual(
        failure('refused', /not a public address/),
      )
    },
  )

  test('is asked for ports other than those of the web', async () => {
    await expect(fetchUrl(web.fetcher(), 'http://192.0.2.1:25/')).rejects.toEqual(
      failure('refused', /port 25/),
    )
    await expect(fetchUrl(web.fetcher(), 'http://1.1.1.1:6379/')).rejects.toEqual(
      failure('refused', /port 6379/),
    )
  })
})

describe('a host that does not answer', () => {
  test('is unreachable when nobody listens', async () => {
    const free = await freePort()
    await expect(fetchUrl(web.fetcher(), `http://127.0.0.1:${free}/feed`)).rejects.toEqual(
      failure('unreachable', new RegExp(`127.0.0.1:${free}/feed.*check the address`)),
    )
  })

  test('is unreachable when its name is unknown', async () => {
    await expect(fetchUrl(web.fetcher(), 'http://no-such-host.invalid/')).rejects.toEqual(
      failure('unreachable', /no-such-host\.invalid/),
    )
  })

  test('is unreachable when it is slow to begin', async () => {
    web.answer(() => undefined)
    await expect(web.get('/', { totalTimeoutMs: 100 })).rejects.toEqual(
      failure('unreachable', /longer than 0\.1 s/),
    )
  })

  test('is unreachable when it is slow to end', async () => {
    web.answer((_request, response) => response.writeHead(200).write('<rss>'))
    await expect(web.get('/', { totalTimeoutMs: 100 })).rejects.toEqual(
      failure('unreachable', /longer than 0\.1 s/),
    )
  })

  test('is unreachable when it breaks off', async () => {
    web.answer((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('<rss>', () => response.destroy())
    })
    await expect(web.get()).rejects.toEqual(failure('unreachable', /cannot be reached/))
  })

  test.each([
    [401, 'unreachable', /ask its owner/],
    [403, 'unreachable', /ask its owner/],
    [404, 'unreachable', /check the address/],
    [410, 'gone', /gone for good/],
    [429, 'unreachable', /after 120/],
    [500, 'unreachable', /try again later|after 120/],
    [503, 'unreachable', /after 120/],
  ])('with status %d is %s', async (status, code, message) => {
    web.answer((_request, response) => send(response, status, { 'retry-after': '120' }))
    await expect(web.get('/feed')).rejects.toEqual(failure(code, message))
    await expect(web.get('/feed')).rejects.toEqual(
      failure(code, new RegExp(`/feed answered with status ${status}`)),
    )
  })
})

test('a bad status is told with its Retry-After as it came', async () => {
  web.answer((_request, response) => send(response, 429, { 'retry-after': 'Sun, 22 Nov 2026 13:00:00 GMT' }))
  await expect(web.get()).rejects.toMatchObject({ status: 429, retryAfter: 'Sun, 22 Nov 2026 13:00:00 GMT' })
})

test.each(['nonsense', 'file:///etc/passwd', 'mailto:a@example.org', ''])('%j is no address', async (url) => {
  await expect(fetchUrl(web.fetcher(), url)).rejects.toEqual(failure('refused', /no address of the web/))
})
