import type { FastifyInstance } from 'fastify'
import { hashStylesheet, stylesheet } from '../pages/stylesheet.ts'

const year = 365 * 24 * 3600

/** `/style.css`: kept for a year under the hash of its content, checked again under any other address. */
export async function styleRoutes(server: FastifyInstance): Promise<void> {
  const hash = hashStylesheet()
  const etag = `"${hash}"`
  server.get<{ Querystring: { v?: unknown } }>('/style.css', async (request, reply) => {
    const current = request.query.v === hash
    reply.headers({
      etag,
      'cache-control': current ? `public, max-age=${year}, immutable` : 'public, no-cache',
    })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('text/css; charset=utf-8').send(stylesheet)
  })
}
