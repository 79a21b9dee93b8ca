import type { FastifyInstance } from 'fastify'
import { keepFor } from '../headers.ts'
import { FrontPage } from '../pages/front-page.tsx'
import { renderPage } from '../pages/render-page.ts'
import type { RouteContext } from './context.ts'

/** `/`: what this is and where to read it. */
export async function frontRoutes(server: FastifyInstance, { site }: RouteContext): Promise<void> {
  server.get('/', async (_request, reply) => {
    keepFor(reply, 300)
    return reply.type('text/html; charset=utf-8').send(renderPage(FrontPage({ site })))
  })
}
