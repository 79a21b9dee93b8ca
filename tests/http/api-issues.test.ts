import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { listAudit } from '../../src/access/audit.repository.ts'
import { createToken } from '../../src/access/create-token.ts'
import type { Scope } from '../../src/access/scope.ts'
import { deliverWaiting } from '../../src/delivery/deliver-waiting.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { openFrozenIssue, type FrozenStage } from '../support/frozen-issue.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { callApi } from './call-api.ts'
import { startServer, type Running } from './start-server.ts'

let sink: SmtpSink
let frozen: FrozenStage
let running: Running
let isGone = true
const tokens = new Map<Scope, string>()

beforeAll(async () => {
  sink = await openSmtpSink({
    refuse: (to) => (isGone && /reader1@/.test(to) ? '550 5.1.1 gone' : undefined),
  })
  frozen = await openFrozenIssue(6, { env: { SMTP_URL: sink.url } })
  const { app } = frozen.stage
  const { logger: _logger, publicUrl: _publicUrl, ...needs } = appNeeds(app)
  running = await startServer(needs)
  for (const scope of ['issues:read', 'issues:send'] as const)
    tokens.set(scope, (await createToken(app, { name: scope, scopes: [scope] })).token)
})
afterAll(async () => {
  await running.close()
  await frozen.stage.close()
  await sink.close()
})

interface Call {
  readonly body?: unknown
  readonly key?: string
  readonly scope?: Scope
}

async function call(method: 'GET' | 'POST', path: string, { body, key, scope }: Call = {}) {
  const token = tokens.get(scope ?? (method === 'GET' ? 'issues:read' : 'issues:send'))
  const headers = key === undefined ? {} : { 'idempotency-key': key }
  return callApi(`${running.url}/api/issues${path}`, { method, body, headers, token })
}

const get = (path: string, more?: Call) => call('GET', path, more)
const post = (path: string, more?: Call) => call('POST', path, more)
const actsOn = (id: number) => listAudit(frozen.stage.app.db, `issue ${id}`)

/** A draft beside the one of the week, with the article that others have carried. */
async function build(manual: string): Promise<number> {
  await frozen.stage.app.db.deleteFrom('carried_article').execute()
  const built = await post('', { body: { manual } })
  expect(built).toMatchObject({ status: 200, body: { slug: `manual-${manual}`, status: 'draft' } })
  return built.body.id
}

test('an issue is built, built again, listed and shown', async () => {
  const id = await build('special')
  expect(await build('special')).toBe(id)
  const { body } = await get('')
  expect(body.issues).toHaveLength(2)
  expect(body.issues.find((issue: { id: number }) => issue.id === id)).toMatchObject({
    slug: 'manual-special',
    status: 'draft',
    items: 1,
    audience: null,
    frozenAt: null,
  })
  expect(await get(`/${id}`)).toMatchObject({
    status: 200,
    body: {
      id,
      audience: 6,
      pending: 0,
      etaSeconds: null,
      articles: [{ position: 1, title: expect.any(String), url: expect.stringMatching(/^http/) }],
      acts: [
        { actor: expect.stringMatching(/^API token \d+$/), action: 'issue.build' },
        { action: 'issue.build' },
      ],
    },
  })
})

describe('a send', () => {
  test('a thousand at once, each with a key of its own, is one send', async () => {
    const id = await build('clicks')
    const clicks = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => post(`/${id}/send`, { key: `click-${n}` })),
    )
    expect(new Set(clicks.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(clicks.map(({ body }) => body.audience))).toEqual(new Set([6]))
    const sends = (await actsOn(id)).filter(({ action }) => action === 'issue.send')
    expect(sends).toMatchObject([{ detail: { from: 'draft', to: 'frozen', audience: 6 } }])
    const { delivering } = frozen.stage.app
    await Promise.all([1, 2].map(() => deliverWaiting(delivering, { issueId: id })))
    const { body } = await post(`/${id}/send`)
    expect(body).toMatchObject({ status: 'done', accepted: 5, rejected: 1 })
    expect(sink.mails).toHaveLength(5)
  })

  test('with the same key is answered again as it was, whatever came since', async () => {
    const id = await build('keyed')
    const first = await post(`/${id}/send`, { key: 'send-1' })
    expect(first).toMatchObject({ status: 200, body: { status: 'frozen', pending: 6 } })
    await post(`/${id}/cancel`)
    const again = await post(`/${id}/send`, { key: 'send-1' })
    expect(again).toMatchObject({ status: 200, body: first.body })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const other = await post(`/${frozen.issueId}/send`, { key: 'send-1' })
    expect(other).toMatchObject({ status: 422, body: { detail: expect.stringContaining('Idempotency-Key') } })
  })

  test('of an issue that cannot be sent is 409 with the reason, and is not remembered', async () => {
    const id = await build('empty')
    await frozen.stage.app.db.deleteFrom('issue_item').where('issue_id', '=', id).execute()
    const refused = await post(`/${id}/send`, { key: 'send-2' })
    expect(refused.status).toBe(409)
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(refused.body.detail).toContain('has no articles')
    await build('empty')
    expect((await post(`/${id}/send`, { key: 'send-2' })).status).toBe(200)
    await post(`/${id}/cancel`)
  })
})

test('an issue is paused, resumed, retried and cancelled, each twice, and each change is on record', async () => {
  const id = frozen.issueId
  const twice = async (act: string, expected: object) => {
    for (const _ of [1, 2]) expect(await post(`/${id}/${act}`)).toMatchObject({ status: 200, body: expected })
  }
  await twice('pause', { status: 'held', pending: 6, reason: expect.stringContaining('resume') })
  await twice('resume', { status: 'sending', reason: null })
  await deliverWaiting(frozen.stage.app.delivering, { issueId: id })
  isGone = false
  const retry = { body: { only: 'rejected' }, key: 'retry-1' } as const
  for (const _ of [1, 2])
    expect(await post(`/${id}/retry`, retry)).toMatchObject({
      status: 200,
      body: { reopened: 1, pending: 1 },
    })
  expect((await post(`/${id}/retry`)).body.detail).toContain('nobody to try again')
  await twice('cancel', { status: 'cancelled' })
  await deliverWaiting(frozen.stage.app.delivering, { issueId: id })
  const { body } = await get(`/${id}`)
  expect(body).toMatchObject({ status: 'cancelled', accepted: 5, skipped: 1 })
  const acts = body.acts.map(({ actor, action }: Record<string, string>) => `${actor} ${action}`)
  const token = /^API token \d+/.exec(acts[1] ?? '')?.[0]
  expect(acts).toEqual([
    'test issue.send',
    ...['pause', 'resume', 'retry', 'cancel'].map((act) => `${token} issue.${act}`),
  ])
})

describe('is refused as problem+json', () => {
  test.each([
    ['/x', 400],
    ['/0', 400],
    ['/99', 404],
  ])('GET /api/issues%s: %d', async (path, status) => {
    const answer = await get(path)
    expect(answer).toMatchObject({ status, body: { status } })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  test.each([
    ['', { week: '2026-W99' }],
    ['', { manual: 'NO SPACES' }],
    ['', { wek: '2026-W40' }],
    ['/1/send', { despiteChecks: 'yes' }],
    ['/1/pause', { for: 'a while' }],
    ['/1/retry', { only: 'accepted' }],
  ])('POST /api/issues%s %j: 400', async (path, body) => {
    expect(await post(path, { body })).toMatchObject({ status: 400, body: { status: 400 } })
  })

  test('an issue that is not there: 404 on every route; another scope: 403', async () => {
    for (const act of ['send', 'pause', 'resume', 'cancel', 'retry']) {
      expect((await post(`/99/${act}`)).status).toBe(404)
      expect((await post(`/99/${act}`, { scope: 'issues:read' })).status).toBe(403)
    }
    expect((await post('', { scope: 'issues:read' })).status).toBe(403)
    expect((await get('', { scope: 'issues:send' })).status).toBe(403)
  })
})
