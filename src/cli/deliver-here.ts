import { setTimeout as delay } from 'node:timers/promises'
import type { App } from '../app.ts'
import { hasWorkNow } from '../delivery/chunks.repository.ts'
import { chunksAtOnce } from '../delivery/deliver-needs.ts'
import { deliverWaiting } from '../delivery/deliver-waiting.ts'
import { takeOver } from '../delivery/take-over.ts'

const pauseMs = 250

/** Mails the chunks of an issue in this process, beside any workers, until what is left has to wait or it is told to stop. */
export async function deliverHere(app: App, issueId: number, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await takeOver(app.delivering)
    const lanes = Array.from({ length: chunksAtOnce }, () => deliverWaiting(app.delivering, { issueId }))
    const attempts = await Promise.all(lanes)
    if (!(await hasWorkNow(app.db, issueId, app.now()))) return
    // What is left is held by another worker.
    if (Math.max(...attempts) === 0)
      await delay(pauseMs, undefined, { signal: stopping }).catch(() => undefined)
  }
}
