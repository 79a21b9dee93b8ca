import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AskConfirm, ConfirmExpired, Confirmed } from '../pages/confirm-page.tsx'
import type { ConfirmPage } from '../reader-needs.ts'
import { languageFor } from '../view.ts'
import { takeAnyBody } from './any-body.ts'
import type { RouteContext } from './context.ts'
import { known, sendPersonal, type TokenRoute } from './send-personal.ts'

/** The link of the confirmation mail: looking at it shows one button, and only its POST confirms. */
export async function confirmRoutes(server: FastifyInstance, { needs, site }: RouteContext): Promise<void> {
  takeAnyBody(server)

  server.options('/:token', async (_request, reply) =>
    reply.code(204).header('allow', 'GET, HEAD, OPTIONS, POST').send(),
  )

  server.get<TokenRoute>('/:token', async (request, reply) =>
    answer(request, reply, await needs.findConfirm(request.params.token)),
  )

  server.post<TokenRoute>('/:token', async (request, reply) =>
    answer(request, reply, await needs.confirm(request.params.token, request.ip)),
  )

  function answer(request: FastifyRequest, reply: FastifyReply, found: ConfirmPage): FastifyReply {
    const page = known(found)
    if (page === 'expired') {
      return sendPersonal(reply.code(410), ConfirmExpired({ site, language: languageFor(request) }))
    }
    const props = { site, language: languageFor(request, page.locale), page }
    const isOpen = page.status === 'pending' || page.status === 'unsubscribed'
    return sendPersonal(reply, (isOpen ? AskConfirm : Confirmed)(props))
  }
}
