import { fastifySwagger } from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { createApiErrorHandler } from '../api-errors.ts'
import { createGate } from '../bearer.ts'
import { keepFor } from '../headers.ts'
import { articlesApi } from './api-articles.ts'
import { issuesApi } from './api-issues.ts'
import { subscribersApi } from './api-subscribers.ts'
import { suppressionsApi } from './api-suppressions.ts'
import type { RouteContext } from './context.ts'

/** The version of the API, not of the program: it grows by a whole when something in it changes or goes. */
const apiVersion = '1.0.0'
const keepSeconds = 300

/** `/api`: JSON in, JSON or `application/problem+json` out, described by `/api/openapi.json`. */
export async function apiRoutes(server: FastifyInstance, { needs }: RouteContext): Promise<void> {
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.setErrorHandler(createApiErrorHandler(422))
  server.removeContentTypeParser('text/plain')
  await server.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Recap',
        version: apiVersion,
        description: 'Articles, issues and readers of the weekly digest.',
      },
      servers: [{ url: needs.publicUrl }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  })
  const gate = createGate(needs)
  await server.register(articlesApi, { needs, gate })
  await server.register(issuesApi, { needs, gate })
  await server.register(subscribersApi, { needs, gate })
  await server.register(suppressionsApi, { needs, gate })

  server.withTypeProvider<ZodTypeProvider>().get(
    '/openapi.json',
    {
      schema: {
        operationId: 'describeApi',
        summary: 'This description of the API (OpenAPI 3.1)',
        response: { 200: z.looseObject({ openapi: z.string() }).describe('an OpenAPI document') },
      },
    },
    async (_request, reply) => {
      keepFor(reply, keepSeconds)
      return { ...server.swagger(), openapi: '3.1.0' }
    },
  )
}
