import type { FastifyInstance } from 'fastify'
import { keepFor } from '../headers.ts'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b57d0"/>' +
  '<path d="M8 10h16M8 16h16M8 22h9" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>'
const daySeconds = 24 * 3600

/** `/icon.svg`: the sign in the browser's tab. */
export async function iconRoutes(server: FastifyInstance): Promise<void> {
  server.get('/icon.svg', async (_request, reply) => {
    keepFor(reply, daySeconds)
    return reply.type('image/svg+xml').send(icon)
  })
}
