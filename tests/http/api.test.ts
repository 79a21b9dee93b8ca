import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createToken } from '../../src/access/create-token.ts'
import { revokeToken } from '../../src/access/revoke-token.ts'
import type { Scope } from '../../src/access/scope.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { openTestApp, type TestApp } from '../support/test-app.ts'
import { startServer, type Running } from './start-server.ts'

let host: TestApp
let running: Running
let token: string

beforeAll(async () => {
  host = await openTestApp()
  const { logger: _logger, publicUrl: _publicUrl, ...needs } = appNeeds(host.app)
  running = await startServer(needs)
  token = (await makeToken('articles:write')).token
})
afterAll(async () => {
  await running.close()
  await host.close()
})

const makeToken = (scope: Scope) => createToken(host.app, { name: 'CMS', scopes: [scope] })

interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
}

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${running.url}/api/articles`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

const article = (externalId: string, more: object = {}) => ({
  externalId,
  url: `https://harbour.example/${externalId}`,
  title: `The story of ${externalId}`,
  ...more,
})

function expectProblem(answer: Answer, status: number): void {
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.any(String),
    detail: expect.any(String),
  })
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat \S+:\d+|node_modules|stack/)
}

describe('who may push', () => {
  const one = { articles: [article('nobody')] }

  test.each(['', 'Basic dTpw', 'Bearer', 'Bearer a b', 'recap_x'])(
    'without a bearer token (%j) it is 401',
    async (authorization) => {
      const answer = await post(one, { authorization })
      expectProblem(answer, 401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="recap"')
    },
  )

  test('with a wrong or a revoked token it is 401', async () => {
    const revoked = await makeToken('articles:write')
    expect((await post(one, { authorization: `bearer ${revoked.token}` })).status).toBe(200)
    await revokeToken(host.app, revoked.id)
    for (const wrong of [revoked.token, `recap_${'A'.repeat(43)}`, 'x']) {
      const answer = await post(one, { authorization: `Bearer ${wrong}` })
      expectProblem(answer, 401)
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
  })

  test('without the scope it is 403, which names it', async () => {
    const other = await makeToken('issues:read')
    const answer = await post(one, { authorization: `Bearer ${other.token}` })
    expectProblem(answer, 403)
    expect(answer.headers.get('www-authenticate')).toContain('scope="articles:write"')
    expect(answer.body.detail).toContain('articles:write')
  })

  test('a body is not read before the token is checked', async () => {
    expectProblem(await post('{', { authorization: '' }), 401)
  })

  test('no token and no body is in the log', async () => {
    await post({ articles: [article('quiet', { title: 'Nobody logs this' })] })
    const log = running.log.join('')
    expect(log).toContain('/api/articles')
    expect(log).not.toMatch(/recap_|Nobody logs this/)
  })
})

describe('POST /api/articles', () => {
  test('100 articles are taken, each with its result; the same again is unchanged', async () => {
    const articles = Array.from({ length: 100 }, (_, index) => article(`many-${index}`))
    const first = await post({ articles })
    expect(first.status).toBe(200)
    expect(first.headers.get('content-type')).toMatch(/^application\/json/)
    expect(first.body.results).toHaveLength(100)
    expect(first.body.results[99]).toEqual({
      index: 99,
      externalId: 'many-99',
      status: 'created',
      id: expect.any(Number),
      url: 'https://harbour.example/many-99',
    })
    const second = await post({ articles })
    const states = new Set(second.body.results.map(({ status }: { status: string }) => status))
    expect(states).toEqual(new Set(['unchanged']))
  })

  test('with a bad one among them it is 200, and its fault is named', async () => {
    const answer = await post({ articles: [article('fine'), article('bad', { keyPoints: ['a', 'b', 3] })] })
    expect(answer.status).toBe(200)
    expect(answer.body.results).toMatchObject([
      { status: 'created' },
      { index: 1, externalId: 'bad', status: 'rejected', errors: [{ field: 'keyPoints[2]' }] },
    ])
  })

  test('when none is taken it is 422 with the same results', async () => {
    const answer = await post({ articles: [article('bad', { url: 'javascript:alert(1)', colour: 'red' })] })
    expectProblem(answer, 422)
    expect(answer.body.results).toMatchObject([
      { index: 0, status: 'rejected', errors: [{ field: 'url' }, { field: 'colour' }] },
    ])
  })

  test.each([
    ['articles', { articles: Array(101).fill(article('x')) }],
    ['articles', { articles: [] }],
    ['articles', { articles: {} }],
    ['articles', {}],
    ['newsletter', { articles: [article('x')], newsletter: 1 }],
    ['', []],
    ['', 'null'],
  ])('a request whose %j is wrong is 422 and names it', async (field, body) => {
    const answer = await post(body)
    expectProblem(answer, 422)
    expect(answer.body.errors).toEqual([{ field, message: expect.stringMatching(/\w/) }])
  })

  test('what is no JSON is 400, another type 415', async () => {
    for (const body of ['{', '', '{"__proto__":{}}']) expectProblem(await post(body), 400)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expectProblem(await post('{}', { 'content-type': type }), 415)
  })

  test('more than 1 MB is 413', async () => {
    expectProblem(await post({ articles: [article('big', { bodyText: 'a'.repeat(1024 * 1024) })] }), 413)
  })

  test('another method or path is 404, as a problem', async () => {
    for (const path of ['/api', '/api/articles', '/api/nothing']) {
      const response = await fetch(running.url + path)
      const answer = { status: response.status, headers: response.headers, body: await response.json() }
      expectProblem(answer, 404)
    }
  })

  test('when the database fails it is 500, which tells nothing of it', async () => {
    const failing = await startServer({
      verifyToken: async () => ({ tokenId: 1, scopes: new Set(['articles:write']) }),
      pushArticles: async () => {
        throw new Error('password of the database is hunter2')
      },
    })
    const response = await fetch(`${failing.url}/api/articles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ articles: [article('x')] }),
    })
    const answer = { status: response.status, headers: response.headers, body: await response.json() }
    await failing.close()
    expectProblem(answer, 500)
    expect(JSON.stringify(answer.body)).not.toContain('hunter2')
    expect(failing.log.join('')).not.toContain(token)
  })
})

describe('Idempotency-Key', () => {
  const key = (name: string) => ({ 'idempotency-key': name })

  test('the same request is answered again and not done again', async () => {
    const body = { articles: [article('once'), article('bad', { url: 'x' })] }
    const first = await post(body, key('k-1'))
    const again = await post(body, key('k-1'))
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(again.body.results[0].status).toBe('created')
  })

  test('a refusal is answered again too', async () => {
    const body = { articles: [article('bad\0', { url: 'x', 'a\0': 1 })] }
    const first = await post(body, key('k-2'))
    const again = await post(body, key('k-2'))
    expectProblem(again, 422)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.body).toEqual(first.body)
  })

  test('with another request it is 422, and nothing is done', async () => {
    await post({ articles: [article('first')] }, key('k-3'))
    const answer = await post({ articles: [article('second')] }, key('k-3'))
    expectProblem(answer, 422)
    expect(answer.body.detail).toContain('Idempotency-Key')
    const rows = await host.app.db.selectFrom('article').select('title').execute()
    expect(rows.map(({ title }) => title)).not.toContain('The story of second')
  })

  test('of many at once one does the work; the others get its answer, or 409 until it is there', async () => {
    const body = { articles: Array.from({ length: 20 }, (_, index) => article(`race-${index}`)) }
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, key('k-4'))))
    const done = answers.filter(({ status }) => status === 200)
    expect(done.length).toBeGreaterThan(0)
    for (const answer of done) expect(answer.body).toEqual(done[0]!.body)
    expect(done.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectProblem(answer, 409)
      expect(answer.headers.get('retry-after')).toBe('1')
    }
    expect((await post(body, key('k-4'))).headers.get('idempotent-replayed')).toBe('true')
  })

  test.each(['a b', 'x'.repeat(256), 'é'])('one that is no plain text (%j) is 422', async (name) => {
    const answer = await post({ articles: [article('x')] }, key(name))
    expectProblem(answer, 422)
    expect(answer.body.errors).toMatchObject([{ field: 'idempotency-key' }])
  })
})
