import { setTimeout as delay } from 'node:timers/promises'
import { readStatus, type IssueBooks } from '../../src/delivery/read-status.ts'
import type { Rig } from './rig.ts'

/** The books of every issue that was frozen, at one moment each; undefined while the database is away. */
export async function readAllBooks({ app }: Pick<Rig, 'app'>): Promise<IssueBooks[] | undefined> {
  try {
    const issues = await app.db.selectFrom('issue').select('id').where('frozen_at', 'is not', null).execute()
    return await Promise.all(issues.map(({ id }) => readStatus(app.db, id)))
  } catch {
    return undefined
  }
}

/** Whether every issue is out. */
export function areSent(books: readonly IssueBooks[]): boolean {
  return books.length > 0 && books.every(({ status }) => status === 'done')
}

/** Waits for the books to say so, or for all to be sent. Where only retries are left, the hours until them are skipped. */
export async function waitForBooks(
  rig: Rig,
  holds: (books: readonly IssueBooks[]) => boolean,
  withinMs: number,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    const books = await readAllBooks(rig)
    if (books && (areSent(books) || holds(books))) return
    if (books && isWaiting(books)) rig.stepClock(6 * 60_000)
    await delay(100)
  }
}

export async function waitUntilSent(rig: Rig, withinMs: number): Promise<void> {
  await waitForBooks(rig, () => false, withinMs)
}

function isWaiting(books: readonly IssueBooks[]): boolean {
  const open = books.filter(({ status }) => status !== 'done')
  return (
    open.some(({ deferred }) => deferred > 0) &&
    open.every(({ pending, attempted }) => pending + attempted === 0)
  )
}

/** Reads the books over and over: each reading has to balance, whatever happens meanwhile. */
export function watchBooks(rig: Rig): { stop(): Promise<IssueBooks[]> } {
  const seen: IssueBooks[] = []
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      seen.push(...((await readAllBooks(rig)) ?? []))
      await delay(200, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await watching
      return [...seen, ...((await readAllBooks(rig)) ?? [])]
    },
  }
}
