import { randomBytes } from 'node:crypto'
import type { Queue } from 'bullmq'
import { pino } from 'pino'
import { z } from 'zod'
import { openBackend, type QueueBackend } from '../../src/queue/backend.ts'
import type { Job, QueueName } from '../../src/queue/jobs.ts'
import { openQueues, type Queues } from '../../src/queue/queues.ts'
import { runWorker, type Handler, type RunningWorker } from '../../src/queue/worker.ts'
import type { BackendKind } from '../support/test-app.ts'
import { createTestDatabase } from '../support/test-database.ts'

/** Queues of their own, with what BullMQ knows of them and what was logged. */
export interface TestQueue {
  readonly backend: QueueBackend
  readonly queues: Queues
  readonly logged: { readonly msg: string; readonly err?: { readonly message: string } }[]
  work(handlers: readonly Handler[], options?: { queue?: QueueName; concurrency?: number }): RunningWorker
  inspect<Result>(look: (queue: Queue) => Promise<Result>, queue?: QueueName): Promise<Result>
  close(): Promise<void>
}

export async function openQueue(kind: BackendKind): Promise<TestQueue> {
  const database = await createTestDatabase()
  const logged: TestQueue['logged'] = []
  const logger = pino({ level: 'error' }, { write: (line) => logged.push(JSON.parse(line)) })
  const backend = await openBackend({
    databaseUrl: database.url,
    redisUrl: kind === 'redis' ? process.env['TEST_REDIS_URL'] : undefined,
    prefix: `test-${randomBytes(4).toString('hex')}`,
  })
  const queues = openQueues(backend, logger)
  const workers: RunningWorker[] = []
  return {
    backend,
    queues,
    logged,
    work(handlers, { queue = 'collect', concurrency = 1 } = {}) {
      const worker = runWorker({ backend, logger }, queue, { handlers, concurrency })
      workers.push(worker)
      return worker
    },
    async inspect(look, name = 'collect') {
      const queue = backend.openQueue(name)
      try {
        return await look(queue as unknown as Queue)
      } finally {
        await queue.close()
      }
    },
    async close() {
      for (const worker of workers) await worker.close()
      await queues.close()
      await backend.close()
      await database.drop()
    },
  }
}

/** A job of these tests; it waits only a moment before it is tried again. */
export function testJob(name: string, attempts: number, queue: QueueName = 'collect'): Job<{ id: number }> {
  const options = { attempts, backoff: { type: 'fixed', delay: 10 } }
  return { name, queue, payload: z.object({ id: z.int() }), options }
}

/** How many jobs BullMQ keeps, in whatever state. */
export async function countKept(queue: Queue): Promise<number> {
  const counts = await queue.getJobCounts()
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
