import { z } from 'zod'
import { noticeKinds } from '../db/values.ts'

export const queueNames = ['collect', 'issue', 'deliver', 'notices', 'schedule'] as const
export type QueueName = (typeof queueNames)[number]

/** A kind of job: the queue that carries it, its payload of ids, and how often it is tried. */
export interface Job<Payload> {
  readonly name: string
  readonly queue: QueueName
  readonly payload: z.ZodType<Payload>
  readonly options: {
    readonly attempts: number
    readonly backoff?: { readonly type: string; readonly delay: number }
  }
}

const once = { attempts: 1 }
const retried = { attempts: 5, backoff: { type: 'exponential', delay: 5_000 } }

export const jobs = {
  collectSource: define('collect', 'collect-source', z.object({ sourceId: z.int() }), once),
  prepareIssue: define(
    'issue',
    'prepare-issue',
    z.object({ newsletterId: z.int(), slotKey: z.string() }),
    retried,
  ),
  deliverChunk: define(
    'deliver',
    'deliver-chunk',
    z.object({ issueId: z.int(), n: z.int(), epoch: z.int() }),
    retried,
  ),
  takeSignups: define('notices', 'take-signups', z.object({ newsletterId: z.int() }), retried),
  sendNotice: define(
    'notices',
    'send-notice',
    z.object({ kind: z.enum(noticeKinds), subscriberId: z.int(), newsletterId: z.int() }),
    retried,
  ),
  ringWeekly: define('schedule', 'ring-weekly', z.object({ newsletterId: z.int() }), retried),
}

function define<Payload>(
  ...[queue, name, payload, options]: [QueueName, string, z.ZodType<Payload>, Job<Payload>['options']]
): Job<Payload> {
  return { queue, name, payload, options }
}

/** The same work has the same id, so a bell that rings twice is heard once. BullMQ allows no colon in it. */
export function jobId(job: { readonly name: string }, payload: object): string {
  const values = Object.entries(payload)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => encodeURIComponent(String(value)))
  return [job.name, ...values].join(',')
}
