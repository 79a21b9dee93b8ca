import type { App } from '../src/app.ts'
import { listDueSources } from '../src/articles/sources.repository.ts'
import { findChunks } from '../src/delivery/find-chunks.ts'
import { promiseSlots } from '../src/digest/promise-slots.ts'
import { listSlotsToPrepare } from '../src/digest/slots.repository.ts'
import { jobs } from '../src/queue/jobs.ts'
import { listWaitingNotices } from '../src/subscribers/notices.repository.ts'
import { listNewslettersWithSignups } from '../src/subscribers/signups.repository.ts'
import { ringChunks } from './ring-chunks.ts'
import { ringNotices } from './ring-notices.ts'

/**
 * Rings a bell for all work that the ledger says is due: sources, slots, chunks, sign-ups and notices. Ringing twice
 * changes nothing.
 */
export async function reconcile(app: Pick<App, 'db' | 'now' | 'queues' | 'failpoint'>): Promise<void> {
  await promiseSlots(app)
  for (const { id } of await listDueSources(app.db, app.now())) {
    await app.queues.enqueue(jobs.collectSource, { sourceId: id })
  }
  for (const slot of await listSlotsToPrepare(app.db, app.now())) {
    await app.queues.enqueue(jobs.prepareIssue, { newsletterId: slot.newsletter_id, slotKey: slot.slot_key })
  }
  await ringChunks(app, await findChunks(app))
  for (const newsletterId of await listNewslettersWithSignups(app.db)) {
    await app.queues.enqueue(jobs.takeSignups, { newsletterId })
  }
  await ringNotices(app, await listWaitingNotices(app.db, app.now()))
}
