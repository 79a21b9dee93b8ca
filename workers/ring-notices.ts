import type { App } from '../src/app.ts'
import { jobs } from '../src/queue/jobs.ts'
import type { NoticeId } from '../src/subscribers/notices.repository.ts'

/** Rings the bell of every notice; one that is not heard is rung again by the reconciler. */
export async function ringNotices(app: Pick<App, 'queues'>, notices: readonly NoticeId[]): Promise<void> {
  for (const { kind, subscriberId, newsletterId } of notices)
    await app.queues.enqueue(jobs.sendNotice, { kind, subscriberId, newsletterId })
}
