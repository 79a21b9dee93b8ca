import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors.ts'
import { keepFor, letterCsp } from '../headers.ts'
import { IssuesPage } from '../pages/issues-page.tsx'
import { renderPage } from '../pages/render-page.ts'
import type { RouteContext } from './context.ts'

const keepSeconds = 300

/** The public archive: all issues, and each one as it was sent. */
export async function issuesRoutes(server: FastifyInstance, { needs, site }: RouteContext): Promise<void> {
  server.get('/', async (_request, reply) => {
    const issues = await needs.listIssues()
    keepFor(reply, keepSeconds)
    return reply.type('text/html; charset=utf-8').send(renderPage(IssuesPage({ site, issues })))
  })

  server.get<{ Params: { slug: string } }>('/:slug', async (request, reply) => {
    const issue = await needs.findIssuePage(request.params.slug)
    if (!issue) throw new AppError('not_found', 'There is no such issue; the archive lists all of them.')
    keepFor(reply, keepSeconds)
    reply.headers({ 'content-security-policy': letterCsp, 'last-modified': issue.sentAt.toUTCString() })
    return reply.type('text/html; charset=utf-8').send(issue.html)
  })
}
