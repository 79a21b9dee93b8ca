import { z } from 'zod'
import { retryableStates } from '../delivery/recipients.repository.ts'

const instant = z.iso.datetime().nullable()

const statuses = ['draft', 'frozen', 'sending', 'settling', 'done', 'held', 'cancelled', 'skipped'] as const

const known = {
  id: z.int(),
  slug: z.string(),
  status: z.enum(statuses),
  reason: z.string().nullable().describe('why it is so, and what to do'),
  subject: z.string().nullable(),
}

const times = { sendAt: instant, frozenAt: instant, doneAt: instant }

export const issueList = z.strictObject({
  issues: z.array(
    z.strictObject({
      ...known,
      preheader: z.string().nullable(),
      items: z.int(),
      audience: z.int().nullable(),
      ...times,
    }),
  ),
})

export const builtIssue = z.strictObject({
  id: known.id,
  slug: known.slug,
  status: known.status,
  items: z.int(),
  reason: known.reason,
})

const books = {
  ...known,
  audience: z.int().describe('who gets it; before the freeze, who would get it now'),
  exclusions: z
    .record(z.string(), z.int())
    .nullable()
    .describe('subscriptions that were left out, by reason'),
  pending: z.int(),
  attempted: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  deferred: z.int(),
  skipped: z.int(),
  unknown: z.int(),
  expired: z.int(),
  ratePerSecond: z.number(),
  etaSeconds: z.int().nullable(),
}

export const issueBooks = z.strictObject(books)

export const retriedIssue = z.strictObject({
  ...books,
  reopened: z.int().describe('how many are tried again'),
})

export const wholeIssue = z.strictObject({
  ...books,
  items: z.int(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  ...times,
  articles: z.array(
    z.strictObject({
      position: z.int(),
      section: z.string(),
      articleId: z.int(),
      title: z.string(),
      url: z.string(),
    }),
  ),
  acts: z
    .array(
      z.strictObject({
        at: z.iso.datetime(),
        actor: z.string(),
        action: z.string(),
        detail: z.looseObject({}),
      }),
    )
    .describe('what operators did to it, in order'),
})

export const issueParameter = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the number of an issue')
    .transform(Number),
})

/** Nothing at all asks for what is usual. */
const optional = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).nullish()

export const buildOrder = optional({
  week: z.string().max(20).optional().describe('such as 2026-W47; the past week when left out'),
  manual: z.string().max(100).optional().describe('makes it an issue beside the one of the week'),
})

export const sendOrder = optional({
  despiteChecks: z.boolean().optional().describe('send it though its letter fails its checks'),
})

export const retryOrder = optional({
  only: z.enum(retryableStates).optional().describe('those in this state alone; all three when left out'),
})

export const noOrder = optional({})
