import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startServer, type Running } from './start-server.ts'

interface Operation {
  readonly security?: unknown
  readonly requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[]
  readonly responses: Record<string, { description: string; content: Record<string, { schema: object }> }>
}
interface Document {
  readonly openapi: string
  readonly servers: unknown
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { securitySchemes: unknown }
}
let running: Running
let document: Document

beforeAll(async () => {
  running = await startServer()
  const response = await fetch(`${running.url}/api/openapi.json`)
  expect(response.headers.get('cache-control')).toMatch(/^public/)
  document = (await response.json()) as Document
})
afterAll(() => running.close())

test('is OpenAPI 3.1 with a bearer token and the address of this site', () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/)
  expect(document.servers).toEqual([{ url: 'https://news.example.com' }])
  expect(document.components.securitySchemes).toEqual({ bearer: { type: 'http', scheme: 'bearer' } })
  expect(document.paths['/api/articles']!['post']!.security).toEqual([{ bearer: ['articles:write'] }])
})

test('lists the routes below /api, and no others', () => {
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(listed.toSorted()).toEqual([
    'DELETE /api/subscribers/{address}',
    'DELETE /api/suppressions/{address}',
    'GET /api/issues',
    'GET /api/issues/{id}',
    'GET /api/openapi.json',
    'GET /api/subscribers',
    'GET /api/subscribers/{address}',
    'GET /api/suppressions',
    'PATCH /api/subscribers/{address}',
    'POST /api/articles',
    'POST /api/issues',
    'POST /api/issues/{id}/cancel',
    'POST /api/issues/{id}/pause',
    'POST /api/issues/{id}/resume',
    'POST /api/issues/{id}/retry',
    'POST /api/issues/{id}/send',
    'POST /api/subscribers',
    'POST /api/subscribers/{address}/unsubscribe',
    'POST /api/suppressions',
  ])
  expect(running.server.printRoutes({ commonPrefix: false }).match(/api\/.*/g)).toEqual([
    'api/articles (POST)',
    'api/issues (GET, HEAD, POST)',
    'api/subscribers (GET, HEAD, POST)',
    'api/suppressions (GET, HEAD, POST)',
    'api/openapi.json (GET, HEAD)',
  ])
})

test('every response has a description and a schema; every kind of refusal is listed', () => {
  for (const operation of Object.values(document.paths).flatMap(Object.values)) {
    for (const { description, content } of Object.values((operation as Operation).responses)) {
      expect(description).toMatch(/\w/)
      for (const { schema } of Object.values(content)) expect(Object.keys(schema)).not.toEqual([])
    }
  }
  expect(Object.keys(document.paths['/api/articles']!['post']!.responses)).toEqual([
    '200',
    '400',
    '401',
    '403',
    '409',
    '413',
    '415',
    '422',
    '500',
    '503',
  ])
})

test('the article is described by the schema that checks it', () => {
  const { requestBody, parameters } = document.paths['/api/articles']!['post']!
  const { schema } = requestBody!.content['application/json']!
  expect(schema).toMatchObject({
    additionalProperties: false,
    required: ['articles'],
    properties: {
      articles: {
        minItems: 1,
        maxItems: 100,
        items: {
          additionalProperties: false,
          required: ['externalId', 'url', 'title'],
          properties: {
            url: { type: 'string', format: 'uri' },
            keyPoints: { type: 'array', items: { type: 'string', maxLength: 400 } },
            articleType: { enum: ['news', 'blog', 'live', 'roundup', 'sponsored'] },
            related: { items: { required: ['title', 'url'] } },
          },
        },
      },
    },
  })
  expect(parameters).toMatchObject([{ name: 'idempotency-key', in: 'header' }])
  expect(parameters![0]!.required).not.toBe(true)
})
