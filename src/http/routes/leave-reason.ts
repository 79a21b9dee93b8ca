import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { messagesFor } from '../messages/messages-for.ts'
import { leaveReasons } from '../messages/page-messages.ts'
import { MessagePage } from '../pages/message-page.tsx'
import { languageFor } from '../view.ts'
import type { RouteContext } from './context.ts'
import { field } from './form-fields.ts'
import { known, sendPersonal, type TokenRoute } from './send-personal.ts'

const longestWords = 500

const answer = z.object({
  reason: z.enum(leaveReasons).catch('other'),
  words: field(longestWords),
})

/** Takes the answer to why someone left, which nobody has to give. */
export async function leaveReasonRoutes(
  server: FastifyInstance,
  { needs, site }: RouteContext,
): Promise<void> {
  await server.register(formbody)

  server.post<TokenRoute>('/:token/reason', async (request, reply) => {
    const { reason, words } = answer.parse(request.body ?? {})
    const page = known(await needs.keepLeaveReason(request.params.token, reason, words))
    const language = languageFor(request, page.locale)
    const { thanks } = messagesFor(language).leave
    return sendPersonal(reply, MessagePage({ site, language, words: thanks }))
  })
}
