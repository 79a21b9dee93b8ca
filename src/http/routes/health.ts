import type { FastifyInstance } from 'fastify'
import { errorText } from '../../errors.ts'
import type { HttpNeeds, ReadyCheck } from '../needs.ts'
import type { RouteContext } from './context.ts'

/** `/livez`: the process answers. `/readyz`: 200 when every check passes, else 503; both as JSON. */
export async function healthRoutes(server: FastifyInstance, { needs }: RouteContext): Promise<void> {
  server.get('/livez', async () => ({ status: 'ok' }))

  server.get('/readyz', async (_request, reply) => {
    const checks = await runChecks(needs)
    const ready = checks.every((check) => check.ok)
    return reply.code(ready ? 200 : 503).send({ ready, at: needs.now().toISOString(), checks })
  })
}

async function runChecks(needs: HttpNeeds): Promise<readonly ReadyCheck[]> {
  try {
    return await needs.checkReady()
  } catch (error) {
    needs.logger.error({ err: error }, `readiness could not be checked: ${errorText(error)}`)
    return [{ name: 'checks', ok: false, detail: 'The checks could not be run; see the log.' }]
  }
}
