import type { App } from '../src/app.ts'
import { jobs } from '../src/queue/jobs.ts'
import { handle, runWorker, type RunningWorker } from '../src/queue/worker.ts'
import { sendNotice } from '../src/subscribers/send-notice.ts'
import { subscribe } from '../src/subscribers/subscribe.ts'
import { ringNotices } from './ring-notices.ts'

const mailsAtOnce = 8

/** Looks at the sign-ups that wait, and mails what readers' own acts ask for. */
export async function startNoticesWorker(app: App): Promise<RunningWorker> {
  const needs = { db: app.db, keys: app.config.keys, now: app.now }
  const take = handle(jobs.takeSignups, async ({ newsletterId }) => {
    await ringNotices(app, await subscribe(needs, newsletterId))
  })
  const send = handle(jobs.sendNotice, async (notice) => {
    if (await sendNotice(app.noticing, notice)) app.logger.info({ kind: notice.kind }, 'a notice went out')
  })
  return runWorker(app, 'notices', { handlers: [take, send], concurrency: mailsAtOnce })
}
