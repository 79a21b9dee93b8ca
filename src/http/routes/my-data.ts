import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AskErase, Erased } from '../pages/erase-page.tsx'
import { languageFor, type View } from '../view.ts'
import type { RouteContext } from './context.ts'
import { field } from './form-fields.ts'
import { known, sendPersonal, type TokenRoute } from './send-personal.ts'

const eraseForm = z.object({ suppress: field(10) })

/** What is kept about a reader: handed out as a file, and erased after one more question. */
export async function myDataRoutes(server: FastifyInstance, { needs, site }: RouteContext): Promise<void> {
  await server.register(formbody)

  server.get<TokenRoute>('/:token/data', async (request, reply) => {
    const data = known(await needs.readMyData(request.params.token))
    void reply.header('content-disposition', 'attachment; filename="my-data.json"')
    return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(data, null, 2)}\n`)
  })

  server.get<TokenRoute>('/:token/erase', async (request, reply) =>
    sendPersonal(reply, AskErase(await viewFor(request))),
  )

  server.post<TokenRoute>('/:token/erase', async (request, reply) => {
    const view = await viewFor(request)
    const { suppress } = eraseForm.parse(request.body ?? {})
    await needs.erase(request.params.token, suppress === 'yes')
    return sendPersonal(reply, Erased(view))
  })

  async function viewFor(request: FastifyRequest<TokenRoute>): Promise<View> {
    const { locale } = known(await needs.findPreferences(request.params.token))
    return { site, language: languageFor(request, locale) }
  }
}
