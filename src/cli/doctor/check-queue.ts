import type { Config } from '../../config.ts'
import { openBackend } from '../../queue/backend.ts'
import { examine, well, type Finding } from './finding.ts'

export function checkQueue(config: Config, databaseUrl: string): Promise<Finding> {
  const mend =
    config.redisUrl === undefined
      ? 'Mend the database: the queue lives in it.'
      : 'Check REDIS_URL and that the server is up.'
  return examine('queue', mend, async () => {
    const backend = await openBackend({ redisUrl: config.redisUrl, databaseUrl })
    try {
      await backend.check()
      return well('queue', `BullMQ on ${backend.kind === 'redis' ? 'Redis' : 'PostgreSQL'} answers`)
    } finally {
      await backend.close()
    }
  })
}
