import type { App } from '../src/app.ts'
import { refreshSources } from '../src/articles/refresh-sources.ts'
import { findChunks } from '../src/delivery/find-chunks.ts'
import { prepareIssue, type SlotId } from '../src/digest/prepare-issue.ts'
import { ringChunks } from './ring-chunks.ts'

/** Builds and freezes the issue of a slot, then rings its chunks that are due. */
export async function prepareSlot(app: App, slot: SlotId): Promise<void> {
  // After a time without Recap the week's articles are still at their sources.
  await refreshSources(app)
  const issue = await prepareIssue(app.freezing, slot)
  const told = { issue: issue?.id, slot: slot.slotKey, status: issue?.status, reason: issue?.reason }
  app.logger.info(told, 'a slot is prepared')
  await ringChunks(app, await findChunks(app))
}
