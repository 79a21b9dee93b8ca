import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors.ts'
import { letterCsp } from '../headers.ts'
import { issuesFeed, lastChange } from '../issues-feed.ts'
import { IssuesPage } from '../pages/issues-page.tsx'
import { renderPage } from '../pages/render-page.ts'
import { sendFresh } from '../send-fresh.ts'
import type { RouteContext } from './context.ts'

const html = 'text/html; charset=utf-8'

/** The public archive: all issues, as a page and as a feed, and each one as it was sent. */
export async function issuesRoutes(server: FastifyInstance, { needs, site }: RouteContext): Promise<void> {
  server.get('/', async (request, reply) => {
    const { publication, issues, changedAt } = await archive()
    const body = renderPage(IssuesPage({ site, publication, issues }))
    return sendFresh(request, reply, { type: html, body, changedAt })
  })

  server.get('/feed.xml', async (request, reply) => {
    const { publication, issues, changedAt } = await archive()
    const body = issuesFeed(needs.publicUrl, publication, issues)
    return sendFresh(request, reply, { type: 'application/atom+xml; charset=utf-8', body, changedAt })
  })

  server.get<{ Params: { slug: string } }>('/:slug', async (request, reply) => {
    const issue = await needs.findIssuePage(request.params.slug)
    if (!issue) throw new AppError('not_found', 'There is no such issue; the archive lists all of them.')
    reply.header('content-security-policy', letterCsp)
    return sendFresh(request, reply, { type: html, body: issue.html, changedAt: issue.sentAt })
  })

  async function archive() {
    const [publication, issues] = await Promise.all([needs.findPublication(), needs.listIssues()])
    return { publication, issues, changedAt: lastChange(publication, issues) }
  }
}
