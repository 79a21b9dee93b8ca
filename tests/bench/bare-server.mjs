// A bare Fastify route on a free port, for the benchmark of the pages; it says its address once.
import process from 'node:process'
import { fastify } from 'fastify'

const server = fastify()
server.addContentTypeParser('*', (_request, body, done) => {
  body.resume()
  done(null)
})
server.route({ method: ['GET', 'POST'], url: '/*', handler: async () => 'ok' })
process.stdout.write(await server.listen({ host: '127.0.0.1', port: 0 }))
