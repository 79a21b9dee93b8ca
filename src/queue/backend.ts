import {
  createPostgresBackend,
  isPgPool,
  Queue,
  runMigrations,
  withBackend,
  Worker,
  type JobSchedulerTemplateOptions,
  type JobsOptions,
  type PgPool,
} from 'bullmq'
import { Redis } from 'ioredis'
import type { Pool } from 'pg'
import { AppError } from '../errors.ts'
import { openPool } from '../db/database.ts'
import { within } from '../within.ts'
import { postgresLimiter, redisLimiter, type Limiter, type LimitRule } from './limiter.ts'

/** What we use of a BullMQ queue, the same on both backends. */
export interface JobQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>
  upsertJobScheduler(
    id: string,
    repeat: { pattern: string; tz: string },
    template: { name: string; data: unknown; opts: JobSchedulerTemplateOptions },
  ): Promise<unknown>
  removeJobScheduler(id: string): Promise<boolean>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

interface JobWorker {
  run(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

export type JobProcessor = (job: { name: string; data: unknown; id?: string | undefined }) => Promise<void>

/** Where BullMQ keeps its jobs. The queue is a doorbell: nothing is lost when it forgets. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres'
  openQueue(name: string): JobQueue
  openWorker(name: string, processor: JobProcessor, options: { concurrency: number }): JobWorker
  openLimiter(rule: LimitRule): Limiter
  check(): Promise<void>
  close(): Promise<void>
}

export interface BackendOptions {
  readonly redisUrl?: string | undefined
  readonly databaseUrl: string
  readonly prefix?: string
}

const schema = 'bullmq'

/** Redis when it is configured, else BullMQ's own tables in the database; `unreachable` when it does not answer. */
export async function openBackend(options: BackendOptions): Promise<QueueBackend> {
  return options.redisUrl === undefined
    ? openPostgres(options.databaseUrl)
    : openRedis(options.redisUrl, options.prefix ?? 'recap')
}

async function openRedis(url: string, prefix: string): Promise<QueueBackend> {
  let closed = false
  const connection = new Redis(url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    disconnectTimeout: 300,
    // The connections that BullMQ makes of this one go by the same rule: none outlives the close.
    retryStrategy: (times) => (closed ? null : Math.min(times * 50, 2_000)),
  })
  // BullMQ reports what breaks later; without a listener the first failure would end the process.
  connection.on('error', () => undefined)
  try {
    await connection.connect()
  } catch (cause) {
    connection.disconnect()
    throw unreachableRedis(cause)
  }
  return {
    kind: 'redis',
    openQueue: (name) => new Queue(name, { connection, prefix }),
    openWorker: (name, processor, rest) =>
      new Worker(name, processor, { connection, prefix, autorun: false, ...rest }),
    openLimiter: (rule) => redisLimiter(connection, prefix, rule),
    check: () => checkRedis(connection),
    async close() {
      closed = true
      connection.disconnect()
    },
  }
}

const answerWithinMs = 2_000

/** Commands wait for a server that is away, however long it takes, so the answer is given a time. */
async function checkRedis(connection: Redis): Promise<void> {
  if (connection.status !== 'ready') throw unreachableRedis()
  await within(answerWithinMs, connection.ping(), unreachableRedis)
}

function unreachableRedis(cause?: unknown): AppError {
  const message = 'Redis cannot be reached. Check REDIS_URL and that the server is up.'
  return new AppError('unreachable', message, { cause })
}

/** Connections that a queue or a worker of BullMQ may have, one of them to hear its bell. */
const connectionsEach = 5

const leaveWithinMs = 5_000

async function openPostgres(databaseUrl: string): Promise<QueueBackend> {
  const classes = withBackend(createPostgresBackend)
  const open = (max: number, options?: string): Pool =>
    openPool(databaseUrl, { max, application_name: 'recap queue', ...(options && { options }) })
  const pool = open(4)
  const pools = [pool]
  try {
    await bringUpToDate(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  // BullMQ's own are deaf in the moment they connect: one that breaks then would end the process.
  const connect = (): PgPool => {
    const own = open(connectionsEach, `-c search_path=${schema}`)
    pools.push(own)
    const connection: unknown = own
    if (isPgPool(connection)) return connection
    throw new TypeError('BullMQ takes no pool of pg')
  }
  return {
    kind: 'postgres',
    openQueue: (name) => new classes.Queue(name, { connection: connect() }),
    openWorker: (name, processor, rest) =>
      new classes.Worker(name, processor, { connection: connect(), autorun: false, ...rest }),
    openLimiter: (rule) => postgresLimiter(pool, rule),
    check: async () => void (await pool.query('SELECT 1')),
    async close() {
      await within(leaveWithinMs, Promise.all(pools.map((each) => each.end())), hangingPostgres)
    },
  }
}

function hangingPostgres(): AppError {
  return new AppError('unreachable', 'PostgreSQL did not end what was asked of it, and is left.')
}

async function bringUpToDate(pool: Pool): Promise<void> {
  const client = await pool.connect().catch((cause: unknown) => {
    const message = 'PostgreSQL cannot be reached. Check DATABASE_URL and that the server is up.'
    throw new AppError('unreachable', message, { cause })
  })
  try {
    await runMigrations(client, schema)
  } finally {
    client.release()
  }
}
