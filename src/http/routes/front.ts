import type { FastifyInstance } from 'fastify'
import { keepFor } from '../headers.ts'
import { FrontPage } from '../pages/front-page.tsx'
import { renderPage } from '../pages/render-page.ts'
import { languageFor } from '../view.ts'
import type { RouteContext } from './context.ts'

const keepSeconds = 300

/** `/`: what this is, how to get it, and where to read it. */
export async function frontRoutes(server: FastifyInstance, { needs, site }: RouteContext): Promise<void> {
  server.get('/', async (request, reply) => {
    const form = await needs.findSignUpForm()
    keepFor(reply, keepSeconds)
    void reply.header('vary', 'accept-language')
    const page = FrontPage({ site, language: languageFor(request), form })
    return reply.type('text/html; charset=utf-8').send(renderPage(page))
  })
}
