import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fastify } from 'fastify'
import { AppError } from '../../src/errors.ts'
import { listen } from '../../src/http/listen.ts'
import { goodToken, startServer, type Running } from './start-server.ts'

const letter = '<!doctype html><html><body style="color:red"><h1>Letter</h1></body></html>'
const sentAt = new Date('2026-11-16T07:00:00Z')
let running: Running
let failing: Running

async function fail(): Promise<never> {
  throw new Error('password of the database is hunter2')
}

beforeAll(async () => {
  running = await startServer({
    listIssues: async () => [
      { slug: '2026-w47', subject: 'Tax & <script>alert(1)</script>', preheader: 'Bread', sentAt },
    ],
    findIssuePage: async (slug) =>
      slug === '2026-w47' ? { html: letter, subject: 'Tax', sentAt } : undefined,
  })
  failing = await startServer({
    listIssues: fail,
    checkReady: fail,
    findIssuePage: async () => {
      throw new AppError('unreachable', 'postgres at 10.0.0.7 is away')
    },
  })
})
afterAll(async () => {
  await running.close()
  await failing.close()
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(running.url + path, { headers })

async function kept(path: string): Promise<string | null> {
  return (await get(path)).headers.get('cache-control')
}

describe('headers', () => {
  test.each(['/', '/issues', '/livez', '/nowhere', '/%E0%A4%A', `/unsubscribe/${goodToken}`])(
    '%s is safe by its headers',
    async (path) => {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).toContain("form-action 'self'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )

  test('public pages may be kept, errors and personal pages may not', async () => {
    expect(await kept('/issues')).toMatch(/^public/)
    expect(await kept('/issues/none')).toBe('no-store')
    expect(await kept(`/unsubscribe/${goodToken}`)).toBe('no-store')
  })
})

describe('pages', () => {
  test.each(['/', '/issues', '/nowhere', `/unsubscribe/${goodToken}`])(
    '%s is a small document without script, with language, title and one heading',
    async (path) => {
      const html = await (await get(path)).text()
      expect(html.length).toBeLessThan(15 * 1024)
      expect(html).toMatch(/^<!doctype html><html lang="en"/)
      expect(html).toMatch(/<title>[^<]+<\/title>/)
      expect(html.match(/<h1/g)).toHaveLength(1)
      expect(html).not.toMatch(/<script|\son\w+=|style="/i)
      expect(html).not.toContain('127.0.0.1')
    },
  )

  test.each(['/', '/issues', '/nowhere'])('%s says whose page it is', async (path) => {
    const html = await (await get(path, { accept: 'text/html' })).text()
    expect(html).toContain('<a class="name" href="/">News &amp; &lt;b>Views&lt;/b></a>')
    expect(html).toMatch(/<title>.*News &amp; &lt;b>Views&lt;\/b><\/title>/)
  })

  test('the archive escapes subjects and links to each letter', async () => {
    const html = await (await get('/issues')).text()
    expect(html).toContain('href="/issues/2026-w47"')
    expect(html).toContain('Tax &amp; &lt;script>')
  })

  test('a letter is shown as it was stored, under a policy that allows styles and no script', async () => {
    const response = await get('/issues/2026-w47')
    expect(await response.text()).toBe(letter)
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src * data:")
    expect(policy).not.toContain('script-src')
  })

  test('the stylesheet may be kept for a year under its hash and is checked under any other', async () => {
    const href = /href="(\/style\.css[^"]+)"/.exec(await (await get('/')).text())?.[1] ?? ''
    const styles = await get(href)
    expect(styles.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(styles.headers.get('cache-control')).toContain('immutable')
    const etag = styles.headers.get('etag') ?? ''
    expect((await get('/style.css', { 'if-none-match': etag })).status).toBe(304)
    expect((await get('/style.css?v=old')).headers.get('cache-control')).toContain('no-cache')
  })

  test('links stay below the path of PUBLIC_URL', async () => {
    const below = await startServer({ publicUrl: 'https://example.com/news/' })
    const html = await (await fetch(below.url)).text()
    await below.close()
    expect(html).toContain('href="/news/issues"')
    expect(html).toContain('href="/news/style.css?v=')
  })

  test('the icon is a picture without script', async () => {
    const icon = await get('/icon.svg')
    expect(icon.headers.get('content-type')).toBe('image/svg+xml')
    expect(await icon.text()).not.toContain('script')
  })

  test('there is no inbox when mail is really sent', async () => {
    expect((await get('/inbox')).status).toBe(404)
  })
})

describe('errors', () => {
  test('a browser gets a page that says what to do next', async () => {
    const response = await get('/nowhere', { accept: 'text/html,*/*' })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await response.text()).toContain('href="/issues"')
  })

  test.each([
    ['/api/nowhere', {}],
    ['/nowhere', { accept: 'application/json' }],
  ])('%s with %j gets problem+json', async (path, headers) => {
    const response = await get(path, headers)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await response.json()).toMatchObject({
      type: 'about:blank',
      status: 404,
      title: expect.any(String),
    })
  })

  test('an unknown error is logged with the request id and told in general words', async () => {
    const response = await fetch(`${failing.url}/issues`)
    const html = await response.text()
    expect(response.status).toBe(500)
    expect(html).not.toContain('hunter2')
    const id = /<code>([^<]+)<\/code>/.exec(html)?.[1] ?? 'none'
    expect(failing.log.find((line) => line.includes(id) && line.includes('hunter2'))).toBeDefined()
  })

  test('a part that is away is 503 with a time to come back, and no inner detail', async () => {
    const response = await fetch(`${failing.url}/issues/2026-w47`)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('60')
    expect(await response.text()).not.toContain('10.0.0.7')
  })
})

describe('health', () => {
  test('/livez answers, /readyz lists its checks', async () => {
    expect(await (await get('/livez')).json()).toEqual({ status: 'ok' })
    const ready = await get('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({
      ready: true,
      at: '2026-11-22T10:00:00.000Z',
      checks: [{ name: 'database', ok: true, detail: 'answers' }],
    })
  })

  test('a check that fails or cannot be run is 503', async () => {
    const response = await fetch(`${failing.url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ ready: false })
  })
})

describe('listen', () => {
  test('a taken port is a bad_config that says what to do', async () => {
    const port = Number(new URL(running.url).port)
    const refused = listen(fastify(), { host: '127.0.0.1', port })
    await expect(refused).rejects.toMatchObject({
      code: 'bad_config',
      message: expect.stringMatching(/taken.*PORT/),
    })
  })

  test('port 0 takes a free port and tells which', async () => {
    const server = fastify()
    expect(await listen(server, { host: '127.0.0.1', port: 0 })).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/)
    await server.close()
  })
})
