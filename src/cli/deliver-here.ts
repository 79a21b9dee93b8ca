import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../app.ts'
import { deliverChunk } from '../delivery/deliver-chunk.ts'
import { findChunks } from '../delivery/find-chunks.ts'
import { readStatus, type IssueBooks } from '../delivery/read-status.ts'
import { mapLimit } from '../map-limit.ts'

const chunksAtOnce = 2
const pauseMs = 250

/** Whether everyone of an issue was attempted once: at most retries are left. */
export function isAttempted(books: IssueBooks): boolean {
  const ended = ['done', 'skipped', 'cancelled', 'held'].includes(books.status)
  return ended || (books.status === 'settling' && books.pending + books.attempted === 0)
}

/** Mails the chunks of an issue in this process, beside any workers, until at most retries are left or it is told to stop. */
export async function deliverHere(app: App, issueId: number, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const chunks = (await findChunks(app)).filter((chunk) => chunk.issueId === issueId)
    await mapLimit(chunks, chunksAtOnce, (chunk) => deliverChunk(app.delivering, chunk))
    if (isAttempted(await readStatus(app.db, issueId))) return
    // What is left is held by another worker, or waits for a mail server that is down.
    if (chunks.length === 0) await delay(pauseMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
