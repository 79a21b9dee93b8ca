import { createHash } from 'node:crypto'
import { answerAgain } from '../access/answer-again.ts'
import type { OnceOutcome } from '../access/answer-once.ts'
import type { App } from '../app.ts'
import { controlIssue, type Control } from '../delivery/control-issue.ts'
import { findChunks } from '../delivery/find-chunks.ts'
import { readSendable } from '../delivery/read-sendable.ts'
import { readStatus } from '../delivery/read-status.ts'
import type { RetryableState } from '../delivery/recipients.repository.ts'
import { retryIssue } from '../delivery/retry-issue.ts'
import { sendIssue } from '../delivery/send-issue.ts'
import { buildIssue } from '../digest/build-issue.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import { listIssues, listItems } from '../digest/issues.repository.ts'
import { planManualIssue, type ManualIssue } from '../digest/plan-manual-issue.ts'
import { showIssue } from '../digest/show-issue.ts'
import { jobs } from '../queue/jobs.ts'
import { issueBody, issueLineBody } from './issue-body.ts'

/** Who asks, under which Idempotency-Key, and for what: all that makes a request the same as another. */
export interface ApiOrder {
  readonly tokenId: number
  readonly idempotencyKey: string | undefined
  readonly asked: string
}

/** What the API does with issues, from the parts of the app: the use cases of the command line. */
export type IssueNeedsOfApi = ReturnType<typeof apiIssueNeeds>

export function apiIssueNeeds(app: App) {
  const books = (id: number) => readStatus(app.db, id)
  return {
    list: async () => (await listIssues(app.db, (await getNewsletter(app.db)).id)).map(issueLineBody),
    show: async (id: number) => issueBody(await showIssue(app.db, id), await books(id)),
    build: (order: ApiOrder, manual: ManualIssue) =>
      answer(app, order, async () => build(app, { ...manual, by: nameOf(order) })),
    send: (order: ApiOrder, { id, despiteChecks }: { id: number; despiteChecks: boolean }) =>
      answer(app, order, async () => {
        await readSendable(app.db, id)
        await sendIssue({ ...app.freezing, despiteChecks }, id, nameOf(order))
        await ring(app, id)
        return books(id)
      }),
    control: (order: ApiOrder, { id, control }: { id: number; control: Control }) =>
      answer(app, order, async () => {
        await controlIssue(app, { issueId: id, control, by: nameOf(order) })
        if (control !== 'pause') await ring(app, id)
        return books(id)
      }),
    retry: (order: ApiOrder, { id, states }: { id: number; states: readonly RetryableState[] }) =>
      answer(app, order, async () => {
        const reopened = await retryIssue(app, { issueId: id, states, by: nameOf(order) })
        await ring(app, id)
        return { ...(await books(id)), reopened }
      }),
  }
}

function nameOf({ tokenId }: ApiOrder): string {
  return `API token ${tokenId}`
}

async function answer(app: App, order: ApiOrder, work: () => Promise<object>): Promise<OnceOutcome> {
  const { tokenId, idempotencyKey: key, asked } = order
  const hash = createHash('sha256').update(asked).digest()
  return answerAgain(app, { tokenId, key, hash }, async () => ({
    status: 200,
    response: { ...(await work()) },
  }))
}

async function build(app: App, { by, ...manual }: ManualIssue & { readonly by: string }) {
  const plan = planManualIssue(await getNewsletter(app.db), manual, app.now())
  const { id, slug, status, reason } = await buildIssue(app.db, { ...plan, by })
  return { id, slug, status, items: (await listItems(app.db, id)).length, reason }
}

/** The order stands once it is in the ledger: what the queue does not hear now, the reconciler rings for later. */
async function ring(app: App, issueId: number): Promise<void> {
  try {
    for (const chunk of await findChunks(app, { issueId })) await app.queues.enqueue(jobs.deliverChunk, chunk)
  } catch (error) {
    app.logger.warn({ err: error, issue: issueId }, 'the queue did not hear of an issue')
  }
}
