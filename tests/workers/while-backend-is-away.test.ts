import { expect, test } from '@jest/globals'
import { openBackend } from '../../src/queue/backend.ts'
import { silentLogger } from '../../src/log.ts'
import { whileBackendIsAway } from '../../workers/while-backend-is-away.ts'
import { describeWithRedis } from '../support/each-backend.ts'
import { startOwnRedis } from '../support/redis-server.ts'
import { waitUntil } from '../support/wait-until.ts'

describeWithRedis('a queue whose Redis is gone', () => {
  test('leaves its workers to look for work themselves, and only then', async () => {
    const redis = await startOwnRedis()
    if (!redis) throw new Error('there was a Redis a moment ago')
    const backend = await openBackend({ redisUrl: redis.url, databaseUrl: '' })
    let looks = 0
    let checks = 0
    const counted = {
      ...backend,
      check: () => {
        checks += 1
        return backend.check()
      },
    }
    const work = async (): Promise<void> => void (looks += 1)
    const poll = whileBackendIsAway({ backend: counted, logger: silentLogger() }, work, 200)
    try {
      await waitUntil('it has asked a few times', () => checks >= 3)
      expect(looks).toBe(0)
      await redis.close()
      await waitUntil('it looks for work', () => looks >= 2)
    } finally {
      await poll.close()
      await backend.close()
    }
  })
})
