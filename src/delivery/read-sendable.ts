import { AppError } from '../errors.ts'
import type { Database } from '../db/database.ts'
import { listItems } from '../digest/issues.repository.ts'
import { readStatus, type IssueBooks } from './read-status.ts'

/** The books of an issue; one with nothing to tell or nobody to tell is `refused` and stays a draft. */
export async function readSendable(db: Database, id: number): Promise<IssueBooks> {
  const books = await readStatus(db, id)
  const issue = `Issue ${id} (${books.slug})`
  if (books.status === 'skipped' || books.status === 'cancelled')
    throw new AppError('refused', `${issue} is ${books.status}. ${books.reason ?? 'It is not sent.'}`)
  const open = books.status === 'draft' || books.status === 'held'
  if (open && (await listItems(db, id)).length === 0)
    throw new AppError(
      'refused',
      `${issue} has no articles, so there is nothing to send. Run \`recap source fetch\`, then \`recap issue build\`.`,
    )
  if (open && books.audience === 0)
    throw new AppError(
      'refused',
      `${issue} has no recipients: nobody subscribes. Add someone with \`recap subscriber add\`.`,
    )
  return books
}
