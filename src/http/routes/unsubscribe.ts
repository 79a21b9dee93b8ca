import type { FastifyInstance, FastifyReply } from 'fastify'
import type { VNode } from 'preact'
import { AppError } from '../../errors.ts'
import type { UnsubscribePage } from '../needs.ts'
import { renderPage } from '../pages/render-page.ts'
import { AskResubscribe, AskUnsubscribe, Resubscribed, Unsubscribed } from '../pages/unsubscribe-page.tsx'
import type { RouteContext } from './context.ts'

interface TokenRoute {
  Params: { token: string }
}

/**
 * One-click unsubscribe (RFC 8058) and its undoing. Only POST acts: it needs no cookie and no particular body, can be
 * repeated, and answers 200. Any other method changes nothing, as link scanners follow every link of a letter.
 */
export async function unsubscribeRoutes(
  server: FastifyInstance,
  { needs, site }: RouteContext,
): Promise<void> {
  takeAnyBody(server)

  for (const path of ['/:token', '/:token/undo']) {
    server.options(path, async (_request, reply) =>
      reply.code(204).header('allow', 'GET, HEAD, OPTIONS, POST').send(),
    )
  }

  server.get<TokenRoute>('/:token', async ({ params: { token } }, reply) => {
    const page = known(await needs.findUnsubscribe(token))
    return sendPage(reply, (hasLeft(page) ? Unsubscribed : AskUnsubscribe)({ site, token, page }))
  })

  server.post<TokenRoute>('/:token', async ({ params: { token } }, reply) => {
    const page = known(await needs.unsubscribe(token))
    return sendPage(reply, Unsubscribed({ site, token, page }))
  })

  server.get<TokenRoute>('/:token/undo', async ({ params: { token } }, reply) => {
    const page = known(await needs.findUnsubscribe(token))
    return sendPage(reply, (hasLeft(page) ? AskResubscribe : Resubscribed)({ site, token, page }))
  })

  server.post<TokenRoute>('/:token/undo', async ({ params: { token } }, reply) => {
    const page = known(await needs.resubscribe(token))
    return sendPage(reply, (hasLeft(page) ? AskResubscribe : Resubscribed)({ site, token, page }))
  })
}

function hasLeft(page: UnsubscribePage): boolean {
  return page.status === 'unsubscribed'
}

/** The body says nothing that the address has not said, so its type is not even looked at. */
function takeAnyBody(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null))
  server.addHook('onRequest', async (request) => {
    delete request.headers['content-type']
  })
}

function known(page: UnsubscribePage | undefined): UnsubscribePage {
  if (!page)
    throw new AppError('not_found', 'This unsubscribe link is not valid; use the one of a newer letter.')
  return page
}

function sendPage(reply: FastifyReply, page: VNode): FastifyReply {
  return reply.header('x-robots-tag', 'noindex').type('text/html; charset=utf-8').send(renderPage(page))
}
