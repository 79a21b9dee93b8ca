import type { FastifyInstance } from 'fastify'

/**
 * Lets every request in whatever its body is: what an address says already needs no body, so its type is not looked at
 * and its bytes run past, however many they are.
 */
export function takeAnyBody(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, body, done) => {
    body.resume()
    done(null)
  })
  server.addHook('onRequest', async (request) => {
    delete request.headers['content-type']
  })
}
