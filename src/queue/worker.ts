import { setTimeout as delay } from 'node:timers/promises'
import { UnrecoverableError } from 'bullmq'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { JobProcessor, QueueBackend } from './backend.ts'
import type { Job, QueueName } from './jobs.ts'

/** A job with what is done for it. */
export interface Handler {
  readonly name: string
  readonly run: (data: unknown) => Promise<void>
}

/** Binds a job to a function that may run twice with the same payload and then changes nothing. */
export function handle<Payload>(job: Job<Payload>, run: (payload: Payload) => Promise<void>): Handler {
  return {
    name: job.name,
    async run(data) {
      const parsed = job.payload.safeParse(data)
      if (!parsed.success)
        throw new AppError(
          'bad_input',
          `A ${job.name} job has a payload that cannot be read: ${parsed.error.message}`,
        )
      await run(parsed.data)
    },
  }
}

export interface WorkerNeeds {
  readonly backend: QueueBackend
  readonly logger: Logger
}

export interface RunningWorker {
  /** Takes no more jobs and waits for the ones it holds. */
  close(): Promise<void>
}

/** How long a closing worker waits for its queue to hear of it. */
const leaveQueueMs = 5_000

/** Errors that another try cannot mend. */
const final: ReadonlySet<ErrorCode> = new Set(['bad_input', 'not_found', 'conflict', 'refused', 'bad_config'])

/** Works off a queue: parses each payload, hands it to its handler, and maps our errors to BullMQ's. */
export function runWorker(
  { backend, logger }: WorkerNeeds,
  queue: QueueName,
  { handlers, concurrency }: { handlers: readonly Handler[]; concurrency: number },
): RunningWorker {
  const inHand = new Set<Promise<void>>()
  const process: JobProcessor = async (job) => {
    const work = runHandler(handlers, job)
    inHand.add(work)
    try {
      await work
    } catch (error) {
      logger.error({ err: error, job: job.name, jobId: job.id }, 'a job failed')
      throw error instanceof AppError && final.has(error.code) ? new UnrecoverableError(error.message) : error
    } finally {
      inHand.delete(work)
    }
  }
  const worker = backend.openWorker(queue, process, { concurrency })
  let isClosing = false
  worker.on('error', (error) => {
    if (!isClosing) logger.warn({ err: error, queue }, 'the worker reports an error')
  })
  const running = worker
    .run()
    .catch((error: unknown) => logger.error({ err: error, queue }, 'the worker stopped'))
  return {
    async close() {
      isClosing = true
      const closed = worker
        .close()
        .then(() => running)
        .catch((error: unknown) => logger.warn({ err: error, queue }, 'the worker could not leave its queue'))
      await Promise.allSettled(inHand)
      // BullMQ waits for a queue that is away; the jobs are done, and the ledger knows it.
      const left = new AbortController()
      await Promise.race([
        closed,
        delay(leaveQueueMs, undefined, { signal: left.signal }).catch(() => undefined),
      ])
      left.abort()
    },
  }
}

async function runHandler(handlers: readonly Handler[], job: { name: string; data: unknown }): Promise<void> {
  const handler = handlers.find((candidate) => candidate.name === job.name)
  if (!handler)
    throw new AppError('bad_input', `No job is called ${job.name}; an older or newer Recap left it.`)
  await handler.run(job.data)
}
