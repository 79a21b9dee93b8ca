import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createToken } from '../../src/access/create-token.ts'
import type { Scope } from '../../src/access/scope.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { openTestApp, type TestApp } from '../support/test-app.ts'
import { callApi } from './call-api.ts'
import { startServer, type Running } from './start-server.ts'

let host: TestApp
let running: Running
const tokens = new Map<Scope, string>()

beforeAll(async () => {
  host = await openTestApp()
  const { logger: _logger, publicUrl: _publicUrl, ...needs } = appNeeds(host.app)
  running = await startServer(needs)
  for (const scope of ['subscribers:read', 'subscribers:write', 'issues:read'] as const)
    tokens.set(scope, (await createToken(host.app, { name: scope, scopes: [scope] })).token)
})
afterAll(async () => {
  await running.close()
  await host.close()
})

interface Call {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly scope?: Scope
}

async function call(path: string, { scope, ...sent }: Call = {}) {
  const usual: Scope = (sent.method ?? 'GET') === 'GET' ? 'subscribers:read' : 'subscribers:write'
  return callApi(`${running.url}/api/subscribers${path}`, { ...sent, token: tokens.get(scope ?? usual) })
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  call('', { method: 'POST', body, headers })
const at = (email: string, rest = '') => `/${encodeURIComponent(email)}${rest}`

test('a person is added once, with proof of consent, and shown with the timeline', async () => {
  const person = {
    email: 'Ann@Example.com',
    consent: 'web shop',
    name: ' Ann ',
    locale: 'de_at',
    topics: ['ports'],
  }
  const added = await post(person)
  expect(added).toMatchObject({
    status: 201,
    body: { id: expect.any(Number), email: 'Ann@example.com', created: true, status: 'active' },
  })
  expect(await post(person)).toMatchObject({ status: 200, body: { ...added.body, created: false } })
  expect((await call(at('ann@example.com'))).body).toMatchObject({
    name: 'Ann',
    locale: 'de-AT',
    topics: ['ports'],
    suppressed: false,
    timeline: [{ event: 'subscribed', detail: 'web shop (API)' }],
  })
})

test('details change, a subscription ends, and a person is erased', async () => {
  await post({ email: 'ben@example.com', consent: 'asked', name: 'Ben' })
  const changed = await call(at('ben@example.com'), {
    method: 'PATCH',
    body: { name: null, timeZone: 'Europe/Berlin' },
  })
  expect(changed).toMatchObject({ status: 200, body: { name: null, timeZone: 'Europe/Berlin' } })
  for (const _ of [1, 2]) {
    const ended = await call(at('BEN@example.com', '/unsubscribe'), { method: 'POST' })
    expect(ended).toMatchObject({ status: 200, body: { status: 'unsubscribed' } })
    expect(ended.body.timeline.map(({ event }: { event: string }) => event)).toEqual([
      'subscribed',
      'changed',
      'unsubscribed',
    ])
  }
  expect((await post({ email: 'ben@example.com', consent: 'again' })).body.status).toBe('unsubscribed')
  expect(await call(at('ben@example.com', '?suppress=true'), { method: 'DELETE' })).toMatchObject({
    status: 200,
    body: { email: 'ben@example.com', erased: true, suppressed: true },
  })
  expect((await call(at('ben@example.com'))).status).toBe(404)
})

test('the list goes page by page', async () => {
  for (const name of ['p1', 'p2', 'p3']) await post({ email: `${name}@example.com`, consent: 'asked' })
  const emails: string[] = []
  let cursor: string | null = null
  do {
    const { body } = await call(`?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`)
    expect(body.subscribers.length).toBeLessThanOrEqual(2)
    emails.push(...body.subscribers.map(({ email }: { email: string }) => email))
    cursor = body.next
  } while (cursor !== null)
  expect(emails).toEqual(['Ann@example.com', 'p1@example.com', 'p2@example.com', 'p3@example.com'])
})

describe('an Idempotency-Key', () => {
  test('gives the same answer again, and belongs to one request', async () => {
    const body = { email: 'once@example.com', consent: 'asked' }
    const first = await post(body, { 'idempotency-key': 'k1' })
    const again = await post(body, { 'idempotency-key': 'k1' })
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const other = await post({ ...body, email: 'other@example.com' }, { 'idempotency-key': 'k1' })
    expect(other.status).toBe(422)
    expect((await call(at('other@example.com'))).status).toBe(404)
  })
})

describe('is refused as problem+json', () => {
  test.each([
    [
      'an unknown key',
      { email: 'x@example.com', consent: 'x', role: 'admin', status: 'active' },
      ['role', 'status'],
    ],
    ['no consent', { email: 'x@example.com' }, ['consent']],
    ['an empty consent', { email: 'x@example.com', consent: ' ' }, ['consent']],
    ['a list', [], ['']],
    ['topics that are no texts', { email: 'x@example.com', consent: 'x', topics: [1] }, ['topics[0]']],
  ])('%s: 400 that names it', async (_name, body, fields) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields)
  })

  test.each([
    'nobody',
    'a\r\nBcc: b@example.com',
    'a@b',
    `${'a'.repeat(300)}@example.com`,
    'a\u2028@example.com',
  ])('the address %j: 400', async (email) => {
    expect(await post({ email, consent: 'x' })).toMatchObject({ status: 400, body: { status: 400 } })
    expect((await call(at(email))).status).toBe(400)
  })

  test.each([
    ['name', 'x\uD800'],
    ['locale', 'not a tag'],
    ['timeZone', 'Europe/Nowhere'],
  ])('a %s like %j: 400', async (field, value) => {
    expect((await post({ email: 'x@example.com', consent: 'x', [field]: value })).status).toBe(400)
    const change = { method: 'PATCH', body: { [field]: value } }
    expect((await call(at('ann@example.com'), change)).status).toBe(400)
  })

  test('a stranger: 404 on every route; a wrong query: 400; another scope: 403', async () => {
    const calls = [{}, { method: 'PATCH', body: {} }, { method: 'DELETE' }]
    for (const one of calls) expect((await call(at('no@example.com'), one)).status).toBe(404)
    expect((await call(at('no@example.com', '/unsubscribe'), { method: 'POST' })).status).toBe(404)
    for (const query of ['?limit=0', '?limit=501', '?cursor=x', '?sort=name'])
      expect((await call(query)).status).toBe(400)
    expect((await call('', { scope: 'issues:read' })).status).toBe(403)
    expect((await call('', { scope: 'subscribers:write' })).status).toBe(403)
    const asReader = { method: 'DELETE', scope: 'subscribers:read' } as const
    expect((await call(at('ann@example.com'), asReader)).status).toBe(403)
  })
})
