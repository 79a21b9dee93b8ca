import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { goodToken, startServer, type Running } from './start-server.ts'

let running: Running

beforeAll(async () => {
  running = await startServer()
})
afterAll(() => running.close())
beforeEach(() => {
  running.calls.length = 0
  running.setStatus('active')
})

interface Row {
  readonly says: string
  readonly method: string
  readonly path?: string
  readonly body?: BodyInit
  readonly headers?: Record<string, string>
  readonly status: number
  readonly effect: 'none' | 'unsubscribed' | 'active'
}

const oneClick = 'List-Unsubscribe=One-Click'
const form = 'application/x-www-form-urlencoded'
const junk = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 37) % 256))
const post = { method: 'POST', status: 200, effect: 'unsubscribed' } as const
const none = { effect: 'none' } as const
const bad = { path: '/unsubscribe/forged.token', status: 404, effect: 'none' } as const
const undo = `/unsubscribe/${goodToken}/undo`

function multipart(): FormData {
  const data = new FormData()
  data.append('List-Unsubscribe', 'One-Click')
  return data
}

const rows: readonly Row[] = [
  { says: 'GET', method: 'GET', status: 200, ...none },
  { says: 'HEAD', method: 'HEAD', status: 200, ...none },
  { says: 'OPTIONS', method: 'OPTIONS', status: 204, ...none },
  { says: 'PUT', method: 'PUT', status: 404, body: oneClick, ...none },
  { says: 'PATCH', method: 'PATCH', status: 404, body: oneClick, ...none },
  { says: 'DELETE', method: 'DELETE', status: 404, ...none },
  {
    says: 'GET that looks like a one-click',
    method: 'GET',
    path: `/unsubscribe/${goodToken}?${oneClick}`,
    status: 200,
    ...none,
  },
  {
    says: 'GET with a method override header',
    method: 'GET',
    headers: { 'x-http-method-override': 'POST' },
    status: 200,
    ...none,
  },
  {
    says: 'GET with a method override field',
    method: 'GET',
    path: `/unsubscribe/${goodToken}?_method=POST`,
    status: 200,
    ...none,
  },
  { says: 'GET by a prefetcher', method: 'GET', headers: { purpose: 'prefetch' }, status: 200, ...none },
  {
    says: 'a cross-origin preflight',
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    status: 204,
    ...none,
  },
  { says: 'POST urlencoded one-click', body: oneClick, headers: { 'content-type': form }, ...post },
  {
    says: 'POST urlencoded with a charset',
    body: oneClick,
    headers: { 'content-type': `${form}; charset=UTF-8` },
    ...post,
  },
  {
    says: 'POST urlencoded in capitals',
    body: oneClick,
    headers: { 'content-type': form.toUpperCase() },
    ...post,
  },
  { says: 'POST multipart/form-data', body: multipart(), ...post },
  {
    says: 'POST multipart without its boundary',
    body: oneClick,
    headers: { 'content-type': 'multipart/form-data' },
    ...post,
  },
  { says: 'POST without a body', ...post },
  { says: 'POST with a type but no body', headers: { 'content-type': form }, ...post },
  {
    says: 'POST JSON',
    body: '{"List-Unsubscribe":"One-Click"}',
    headers: { 'content-type': 'application/json' },
    ...post,
  },
  { says: 'POST broken JSON', body: '{"List', headers: { 'content-type': 'application/json' }, ...post },
  { says: 'POST an empty JSON body', body: '', headers: { 'content-type': 'application/json' }, ...post },
  {
    says: 'POST JSON that poisons prototypes',
    body: '{"__proto__":{"a":1}}',
    headers: { 'content-type': 'application/json' },
    ...post,
  },
  {
    says: 'POST plain text',
    body: oneClick,
    headers: { 'content-type': 'text/plain;charset=utf-8' },
    ...post,
  },
  {
    says: 'POST an unknown type',
    body: 'x',
    headers: { 'content-type': 'application/x-nobody-knows' },
    ...post,
  },
  { says: 'POST a type that is none', body: 'x', headers: { 'content-type': ';;;' }, ...post },
  { says: 'POST an empty type', body: 'x', headers: { 'content-type': '' }, ...post },
  { says: 'POST binary junk', body: junk, headers: { 'content-type': 'application/octet-stream' }, ...post },
  {
    says: 'POST other form fields',
    body: 'a=1&b=2&a=3&__proto__=x',
    headers: { 'content-type': form },
    ...post,
  },
  {
    says: 'POST one megabyte',
    body: Buffer.alloc(1024 * 1024, 'x'),
    headers: { 'content-type': form },
    ...post,
  },
  {
    says: 'POST with a wrong content encoding',
    body: 'not gzip',
    headers: { 'content-encoding': 'gzip' },
    ...post,
  },
  { says: 'POST with a foreign origin and no referer', body: oneClick, headers: { origin: 'null' }, ...post },
  { says: 'POST with cookies of someone else', headers: { cookie: 'session=1' }, ...post },
  { says: 'POST asking for JSON', headers: { accept: 'application/json' }, ...post },
  { says: 'POST with a trailing slash', path: `/unsubscribe/${goodToken}/`, ...post },
  { says: 'POST with a query', path: `/unsubscribe/${goodToken}?utm_source=x`, ...post },
  {
    says: 'POST with forged proxy headers',
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    ...post,
  },
  { says: 'GET a bad token', method: 'GET', ...bad },
  { says: 'HEAD a bad token', method: 'HEAD', ...bad },
  { says: 'POST a bad token', method: 'POST', body: oneClick, ...bad },
  { says: 'POST a token that is too long', method: 'POST', ...bad, path: `/unsubscribe/${'x'.repeat(9000)}` },
  { says: 'POST a token that cannot be decoded', method: 'POST', ...bad, path: '/unsubscribe/%E0%A4%A' },
  { says: 'POST a token with a slash', method: 'POST', ...bad, path: '/unsubscribe/a%2Fb%2F..' },
  { says: 'POST no token', method: 'POST', ...bad, path: '/unsubscribe/' },
  { says: 'POST the undo of a bad token', method: 'POST', ...bad, path: '/unsubscribe/forged.token/undo' },
  { says: 'GET the undo page', method: 'GET', path: undo, status: 200, ...none },
  { says: 'HEAD the undo page', method: 'HEAD', path: undo, status: 200, ...none },
  { says: 'OPTIONS of the undo page', method: 'OPTIONS', path: undo, status: 204, ...none },
  { says: 'POST the undo', method: 'POST', path: undo, body: 'x', status: 200, effect: 'active' },
]

describe('unsubscribe conforms to RFC 8058', () => {
  test.each(rows)('$says answers $status, effect: $effect', async (row) => {
    const { says: _says, status, effect, path = `/unsubscribe/${goodToken}`, ...request } = row
    const response = await fetch(running.url + path, { ...request, redirect: 'manual' })
    expect(response.status).toBe(status)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('location')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(running.calls).toEqual(effect === 'none' ? [] : [effect])
    if (effect === 'none') expect(running.status()).toBe('active')
  })
})

async function page(method: string, path = `/unsubscribe/${goodToken}`): Promise<string> {
  const response = await fetch(running.url + path, { method })
  return response.text()
}

test('a repeated POST gives the same answer', async () => {
  const answers = [await page('POST'), await page('POST'), await page('POST')]
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('You are unsubscribed')
})

test('a body of any length is let past, and the answer is the same', async () => {
  const body = Buffer.alloc(5 * 1024 * 1024)
  const answer = await fetch(`${running.url}/unsubscribe/${goodToken}`, { method: 'POST', body })
  expect(answer.status).toBe(200)
  expect(running.calls).toEqual(['unsubscribed'])
})

test('the page has one form with one button, which posts to the page itself', async () => {
  const html = await page('GET')
  expect(html.match(/<form method="post">/g)).toHaveLength(1)
  expect(html.match(/<button/g)).toHaveLength(1)
  expect(html).toContain('News &amp; &lt;b>Views&lt;/b>')
  expect(html).toContain('a***@example.org')
})

test('after leaving, the page links to the undo page, which asks before it acts', async () => {
  const left = await page('POST')
  const link = /href="([^"]+\/undo)"/.exec(left)?.[1] ?? ''
  expect(link).toBe(undo)
  expect(await page('GET', link)).toContain('<button type="submit">Subscribe again</button>')
  expect(running.status()).toBe('unsubscribed')
  expect(await page('POST', link)).toContain('You are subscribed')
  expect(running.status()).toBe('active')
})

test('whoever has left already is not asked again', async () => {
  running.setStatus('unsubscribed')
  expect(await page('GET')).not.toContain('<form method="post">')
  expect(await page('GET')).toContain('You are unsubscribed')
})

test('every bad token gets the same page, whatever is wrong with it', async () => {
  const paths = ['forged.token', 'x', '%E0%A4%A', 'x'.repeat(9000), '..%2f..%2fetc', goodToken.slice(1)]
  const pages = await Promise.all(paths.map((path) => page('POST', `/unsubscribe/${path}`)))
  expect(new Set(pages).size).toBe(1)
  expect(pages[0]).toContain('This link does not work')
  expect(pages[0]).toContain('open it from the letter once more')
})

test('no token reaches the log', async () => {
  await page('POST')
  await page('GET', '/unsubscribe/forged.token')
  await page('GET', '/unsubscribe/forged.token/%E0%A4%A')
  const log = running.log.join('')
  expect(log).toContain('"route":"/unsubscribe/:token"')
  expect(log).not.toContain(goodToken)
  expect(log).not.toContain('forged.token')
})
