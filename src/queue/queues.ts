import type { Logger } from '../log.ts'
import { within } from '../within.ts'
import type { JobQueue, QueueBackend } from './backend.ts'
import { impatient, queueAway } from './impatient.ts'
import { jobId, queueNames, type Job, type QueueName } from './jobs.ts'

const answerWithinMs = 5_000

type Enqueue = <Payload extends object>(job: Job<Payload>, payload: Payload) => Promise<void>

/** A repeating bell: a cron pattern in an IANA zone. */
interface Repetition {
  readonly pattern: string
  readonly timeZone: string
}

export interface Queues {
  readonly enqueue: Enqueue
  /** Rings a job at each time of the pattern; the same job again replaces the pattern. */
  repeat<Payload extends object>(job: Job<Payload>, payload: Payload, repetition: Repetition): Promise<void>
  stopRepeating<Payload extends object>(job: Job<Payload>, payload: Payload): Promise<void>
  close(): Promise<void>
}

/**
 * Opens every queue for adding jobs; one that does not answer in five seconds is `unreachable`. Finished jobs are
 * removed at once: history lives in the ledger.
 */
export function openQueues(backend: QueueBackend, logger: Logger): Queues {
  let isClosed = false
  const warn: Warn = (error, queue) => {
    // A server that is stopped next cuts connections that are just being let go.
    if (!isClosed) logger.warn({ err: error, queue }, 'the queue reports an error')
  }
  const queues = Object.fromEntries(queueNames.map((name) => [name, openQueue(backend, name, warn)]))
  const queueOf = (name: QueueName): JobQueue => {
    const queue = queues[name]
    if (!queue) throw new TypeError(`no queue is called ${name}`)
    return queue
  }
  const answered = impatient(answerWithinMs)
  return {
    async enqueue(job, payload) {
      const options = { ...optionsOf(job), jobId: jobId(job, payload) }
      await answered(() => queueOf(job.queue).add(job.name, payload, options))
    },
    async repeat(job, payload, { pattern, timeZone }) {
      const template = { name: job.name, data: payload, opts: optionsOf(job) }
      const repetition = { pattern, tz: timeZone }
      await answered(() => queueOf(job.queue).upsertJobScheduler(jobId(job, payload), repetition, template))
    },
    async stopRepeating(job, payload) {
      await answered(() => queueOf(job.queue).removeJobScheduler(jobId(job, payload)))
    },
    async close() {
      isClosed = true
      const closed = Promise.all(Object.values(queues).map((queue) => queue.close()))
      await within(answerWithinMs, closed, queueAway)
    },
  }
}

type Warn = (error: Error, name: QueueName) => void

function openQueue(backend: QueueBackend, name: QueueName, warn: Warn): JobQueue {
  const queue = backend.openQueue(name)
  queue.on('error', (error) => warn(error, name))
  return queue
}

function optionsOf<Payload>(
  job: Job<Payload>,
): Job<Payload>['options'] & { removeOnComplete: true; removeOnFail: true } {
  return { ...job.options, removeOnComplete: true, removeOnFail: true }
}
