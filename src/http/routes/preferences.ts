import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PreferencesPage, preferencesLink } from '../pages/preferences-page.tsx'
import { readChoices, readPause, type PreferencesField } from '../preferences-form.ts'
import type { PreferencesPage as Page } from '../reader-needs.ts'
import { languageFor } from '../view.ts'
import type { RouteContext } from './context.ts'
import { known, sendPersonal, type TokenRoute } from './send-personal.ts'

interface PreferencesRoute extends TokenRoute {
  Querystring: { saved?: unknown }
}

type Asked = FastifyRequest<PreferencesRoute>

/**
 * What readers choose for themselves: every form posts, and what was taken answers 303 to the page that shows it
 * (post, redirect, get); what was not comes back at 422 with the fault beside its field.
 */
export async function preferencesRoutes(
  server: FastifyInstance,
  { needs, site }: RouteContext,
): Promise<void> {
  await server.register(formbody)

  server.get<PreferencesRoute>('/:token', async (request, reply) => {
    const page = await find(request)
    return show(request, reply, { page, faults: [] })
  })

  server.post<PreferencesRoute>('/:token', async (request, reply) => {
    const page = await find(request)
    const { choices, faults } = readChoices(request.body, page.knownTopics)
    if (faults.length > 0) return show(request, reply, { page: { ...page, choices }, faults })
    await needs.savePreferences(request.params.token, choices)
    return goBack(request, reply)
  })

  server.post<PreferencesRoute>('/:token/pause', async (request, reply) => {
    const page = await find(request)
    const until = readPause(request.body, needs.now(), page.clockZone)
    if (!until) return show(request, reply, { page, faults: ['date'] })
    await needs.pause(request.params.token, until)
    return goBack(request, reply)
  })

  server.post<PreferencesRoute>('/:token/resume', async (request, reply) => {
    await find(request)
    await needs.resume(request.params.token)
    return goBack(request, reply)
  })

  async function find(request: Asked): Promise<Page> {
    return known(await needs.findPreferences(request.params.token))
  }

  function show(request: Asked, reply: FastifyReply, { page, faults }: Shown): FastifyReply {
    const isSaved = faults.length === 0 && request.query.saved !== undefined
    const language = languageFor(request, page.locale)
    const shown = { site, language, token: request.params.token, page, now: needs.now(), faults, isSaved }
    if (faults.length > 0) void reply.code(422)
    return sendPersonal(reply, PreferencesPage(shown))
  }

  function goBack(request: Asked, reply: FastifyReply): FastifyReply {
    return reply.redirect(preferencesLink(site, request.params.token, '?saved'), 303)
  }
}

interface Shown {
  readonly page: Page
  readonly faults: readonly PreferencesField[]
}
