import { setTimeout as delay } from 'node:timers/promises'

/** Waits for work so long and no longer, and then throws what `late` makes; the work itself goes on unheard. */
export async function within<Result>(ms: number, work: Promise<Result>, late: () => Error): Promise<Result> {
  const settled = new AbortController()
  const tooLate = delay(ms, undefined, { signal: settled.signal }).then(() => {
    throw late()
  })
  // Whichever loses must not count as unhandled.
  tooLate.catch(() => undefined)
  work.catch(() => undefined)
  try {
    return await Promise.race([work, tooLate])
  } finally {
    settled.abort()
  }
}
