import type { Command } from 'commander'
import { restingStatuses } from '../../delivery/issue-states.ts'
import { readStatus, type IssueBooks } from '../../delivery/read-status.ts'
import { act, addCommand } from '../command.ts'
import { exitCodes, Interrupted } from '../exit-codes.ts'
import { parseId } from '../parse-id.ts'
import { printObject } from '../print.ts'
import type { Session } from '../session.ts'
import { watchIssue } from '../watch-issue.ts'
import { holdApp, withApp } from '../with-app.ts'

const isOver = (books: IssueBooks): boolean => restingStatuses.includes(books.status)

export function addIssueStatus(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'status',
    does: 'Show the books of an issue: how many recipients are in which state.',
    example: 'recap issue status 3 --watch',
  })
    .argument('<id>', 'number of the issue', parseId)
    .option(
      '--watch',
      'show the progress until the issue is done; exit code 6 when some could not be reached',
    )
    .action(
      act(session, async (id: number, options: { watch?: boolean }) => {
        if (options.watch === true) return watch(session, id)
        await printObject(session, await withApp(session, (app) => readStatus(app.db, id)))
        return exitCodes.done
      }),
    )
}

async function watch(session: Session, id: number): Promise<number> {
  const signal = session.io.stopping
  const books = await holdApp(session, ({ db }) => watchIssue(session, { db, issueId: id, isOver, signal }))
  if (!isOver(books)) throw new Interrupted('interrupted')
  await printObject(session, books)
  return books.rejected + books.unknown + books.expired > 0 ? exitCodes.partlyDone : exitCodes.done
}
