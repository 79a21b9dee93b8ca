import { afterAll, beforeAll, expect, test } from '@jest/globals'
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
  for (const scope of ['subscribers:read', 'subscribers:write'] as const)
    tokens.set(scope, (await createToken(host.app, { name: scope, scopes: [scope] })).token)
})
afterAll(async () => {
  await running.close()
  await host.close()
})

async function call(path: string, method = 'GET', { body, scope }: { body?: unknown; scope?: Scope } = {}) {
  const usual: Scope = method === 'GET' ? 'subscribers:read' : 'subscribers:write'
  return callApi(`${running.url}/api${path}`, { method, body, token: tokens.get(scope ?? usual) })
}

const suppress = (body: unknown) => call('/suppressions', 'POST', { body })

test('an address is suppressed once, shown by its fingerprint alone, and let go', async () => {
  const person = { email: 'ann@example.com', consent: 'asked' }
  await call('/subscribers', 'POST', { body: person })
  const wish = { email: 'ANN@example.com', reason: 'complaint', note: 'letter of 3 May' }
  const told = { email: 'ANN@example.com', suppressed: true }
  expect(await suppress(wish)).toMatchObject({ status: 201, body: { ...told, changed: true } })
  expect(await suppress(wish)).toMatchObject({ status: 200, body: { ...told, changed: false } })
  const { body } = await call('/suppressions')
  const fingerprint = expect.stringMatching(/^[\da-f]{12}$/)
  expect(body).toEqual({
    suppressions: [{ fingerprint, reason: 'complaint', source: 'letter of 3 May', at: expect.any(String) }],
    next: null,
  })
  const shown = await call('/subscribers/ann%40example.com')
  expect(shown.body).toMatchObject({ suppressed: true })
  for (const changed of [true, false])
    expect(await call('/suppressions/ann%40example.com', 'DELETE')).toMatchObject({
      status: 200,
      body: { email: 'ann@example.com', suppressed: false, changed },
    })
  expect((await call('/suppressions')).body.suppressions).toEqual([])
  const events = (await call('/subscribers/ann%40example.com')).body.timeline
  expect(events.map(({ event }: { event: string }) => event)).toEqual([
    'subscribed',
    'suppressed',
    'unsuppressed',
  ])
})

test('the list goes page by page and names each once', async () => {
  for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) await suppress({ email: `${name}@example.com` })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const { body } = await call(`/suppressions?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`)
    expect(body.suppressions.length).toBeLessThanOrEqual(2)
    seen.push(...body.suppressions.map(({ fingerprint }: { fingerprint: string }) => fingerprint))
    cursor = body.next
  } while (cursor !== null)
  expect(new Set(seen).size).toBe(5)
  expect(seen).toHaveLength(5)
})

test.each([
  ['an unknown key', { email: 'x@example.com', role: 'admin' }, 'role'],
  ['a reason that nobody gives', { email: 'x@example.com', reason: 'erasure' }, 'reason'],
  ['an empty note', { email: 'x@example.com', note: ' ' }, 'note'],
  ['no address', {}, 'email'],
])('%s is 400 problem+json that names it', async (_name, body, field) => {
  const answer = await suppress(body)
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.body.errors).toMatchObject([{ field }])
})

test('what is no address is 400, a wrong query 400, and a token needs its scope', async () => {
  for (const email of ['nobody', 'a\r\nBcc: b@example.com']) {
    expect((await suppress({ email })).status).toBe(400)
    expect((await call(`/suppressions/${encodeURIComponent(email)}`, 'DELETE')).status).toBe(400)
  }
  for (const query of ['?limit=0', '?limit=501', '?cursor=x', '?sort=at'])
    expect((await call(`/suppressions${query}`)).status).toBe(400)
  expect((await call('/suppressions', 'GET', { scope: 'subscribers:write' })).status).toBe(403)
  const asReader = { scope: 'subscribers:read' } as const
  expect((await call('/suppressions/x%40example.com', 'DELETE', asReader)).status).toBe(403)
  const body = { email: 'x@example.com' }
  expect((await call('/suppressions', 'POST', { ...asReader, body })).status).toBe(403)
})
