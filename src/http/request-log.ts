import type { FastifyInstance } from 'fastify'
import type { Logger } from '../log.ts'

const quietRoutes = new Set(['/livez', '/readyz', '/style.css', '/icon.svg'])

/** Logs each answer by the pattern of its route: addresses carry tokens and stay out of the log. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const level = quietRoutes.has(route) ? 'debug' : 'info'
    const line = {
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    }
    logger[level](line, 'request')
  })
}
