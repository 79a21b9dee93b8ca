import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../db/database.ts'
import { readStatus, type IssueBooks } from '../delivery/read-status.ts'
import { progressBar, progressLine } from './progress-line.ts'
import type { Session } from './session.ts'

const everyMs = { terminal: 500, plain: 3_000 }

/** An issue to look at until nothing of it moves any more, or until the signal says that this is enough. */
export interface Watched {
  readonly db: Database
  readonly issueId: number
  readonly isOver: (books: IssueBooks) => boolean
  readonly signal: AbortSignal
}

/** Shows the progress of an issue: a bar on a terminal, elsewhere a line when something changed. */
export async function watchIssue(session: Session, watched: Watched): Promise<IssueBooks> {
  const drawn = session.io.isTty && session.env['TERM'] !== 'dumb'
  const show = drawn ? drawBar(session) : writeLines(session)
  for (;;) {
    const books = await readStatus(watched.db, watched.issueId)
    const over = watched.signal.aborted || watched.isOver(books)
    show(books, over)
    if (over) return books
    await delay(drawn ? everyMs.terminal : everyMs.plain, undefined, { signal: watched.signal }).catch(
      () => undefined,
    )
  }
}

type Show = (books: IssueBooks, isLast: boolean) => void

function drawBar({ io }: Session): Show {
  return (books, isLast) => {
    io.stderr.write(`\r\u001B[K${progressBar(books)}${isLast ? '\n' : ''}`)
  }
}

function writeLines({ io }: Session): Show {
  let last = ''
  return (books) => {
    const line = progressLine(books)
    if (line !== last) io.stderr.write(`${line}\n`)
    last = line
  }
}
