import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { AskResubscribe, AskUnsubscribe, Resubscribed, Unsubscribed } from '../pages/unsubscribe-page.tsx'
import type { FoundReader } from '../reader-needs.ts'
import { languageFor } from '../view.ts'
import { takeAnyBody } from './any-body.ts'
import type { RouteContext } from './context.ts'
import { known, sendPersonal, type TokenRoute } from './send-personal.ts'

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

  server.get<TokenRoute>('/:token', async (request, reply) => {
    const props = propsOf(request, known(await needs.findUnsubscribe(request.params.token)))
    return sendPersonal(reply, (hasLeft(props.page) ? Unsubscribed : AskUnsubscribe)(props))
  })

  server.post<TokenRoute>('/:token', async (request, reply) => {
    const props = propsOf(request, known(await needs.unsubscribe(request.params.token)))
    return sendPersonal(reply, Unsubscribed(props))
  })

  server.get<TokenRoute>('/:token/undo', async (request, reply) => {
    const found = known(await needs.findUnsubscribe(request.params.token))
    if (found === 'away') throw new AppError('unreachable', 'The database is away; try again in a minute.')
    return sendPersonal(reply, (hasLeft(found) ? AskResubscribe : Resubscribed)(propsOf(request, found)))
  })

  server.post<TokenRoute>('/:token/undo', async (request, reply) => {
    const found = known(await needs.resubscribe(request.params.token))
    return sendPersonal(reply, (hasLeft(found) ? AskResubscribe : Resubscribed)(propsOf(request, found)))
  })

  function propsOf<Page extends NonNullable<FoundReader>>(request: FastifyRequest<TokenRoute>, page: Page) {
    const locale = page === 'away' ? null : page.locale
    return { site, language: languageFor(request, locale), token: request.params.token, page }
  }
}

function hasLeft(page: NonNullable<FoundReader>): boolean {
  return page !== 'away' && page.status === 'unsubscribed'
}
