import { randomUUID } from 'node:crypto'
import { fastify, type FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { createErrorHandler } from './error-handler.ts'
import { setSafeHeaders } from './headers.ts'
import type { HttpNeeds } from './needs.ts'
import { lastKnown } from './last-known.ts'
import { logRequests } from './request-log.ts'
import { apiRoutes } from './routes/api.ts'
import { confirmRoutes } from './routes/confirm.ts'
import { frontRoutes } from './routes/front.ts'
import { healthRoutes } from './routes/health.ts'
import { iconRoutes } from './routes/icon.ts'
import { inboxRoutes } from './routes/inbox.ts'
import { issuesRoutes } from './routes/issues.ts'
import { myDataRoutes } from './routes/my-data.ts'
import { preferencesRoutes } from './routes/preferences.ts'
import { styleRoutes } from './routes/style.ts'
import { subscribeRoutes } from './routes/subscribe.ts'
import { leaveReasonRoutes } from './routes/leave-reason.ts'
import { unsubscribeRoutes } from './routes/unsubscribe.ts'
import { createSite } from './site.ts'

const bodyLimitBytes = 1024 * 1024
const requestTimeoutMs = 30_000
const longestParameter = 16 * 1024

/** A page waits for no database to say whose it is, so a new name shows some seconds late. */
const nameHoldsMs = 5_000

/** The web server with all public pages and the API, not yet listening. Proxy headers are believed only when told so. */
export async function createServer(needs: HttpNeeds): Promise<FastifyInstance> {
  const loadName = async () => (await needs.findPublication()).name
  const name = await lastKnown(loadName, { first: 'Recap', forMs: nameHoldsMs })
  const site = createSite(needs.publicUrl, name)
  const handleError = createErrorHandler(site, needs.logger)
  const server = fastify({
    logger: false,
    trustProxy: needs.trustProxy,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: longestParameter },
    // An address that cannot be decoded reaches no route and no hook, yet gets the page of any bad link.
    frameworkErrors: (_error, request, reply) => {
      setSafeHeaders(reply)
      void handleError(new AppError('not_found', 'This address cannot be read; check it.'), request, reply)
    },
  })
  logRequests(server, needs.logger)
  server.addHook('onRequest', async (_request, reply) => setSafeHeaders(reply))
  server.setErrorHandler(handleError)
  server.setNotFoundHandler(async () => {
    throw new AppError('not_found', 'There is no page at this address; check it.')
  })

  const context = { needs, site }
  await server.register(frontRoutes, context)
  await server.register(styleRoutes)
  await server.register(iconRoutes)
  await server.register(healthRoutes, context)
  await server.register(issuesRoutes, { ...context, prefix: '/issues' })
  await server.register(subscribeRoutes, { ...context, prefix: '/subscribe' })
  await server.register(confirmRoutes, { ...context, prefix: '/confirm' })
  await server.register(unsubscribeRoutes, { ...context, prefix: '/unsubscribe' })
  await server.register(leaveReasonRoutes, { ...context, prefix: '/unsubscribe' })
  await server.register(preferencesRoutes, { ...context, prefix: '/preferences' })
  await server.register(myDataRoutes, { ...context, prefix: '/preferences' })
  await server.register(apiRoutes, { ...context, prefix: '/api' })
  if (needs.inboxFolder !== null) {
    await server.register(inboxRoutes, { site, folder: needs.inboxFolder, prefix: '/inbox' })
  }
  return server
}
