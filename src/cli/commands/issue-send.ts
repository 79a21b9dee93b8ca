import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { findChunks } from '../../delivery/find-chunks.ts'
import { readSendable } from '../../delivery/read-sendable.ts'
import { readStatus, type IssueBooks } from '../../delivery/read-status.ts'
import { sendIssue } from '../../delivery/send-issue.ts'
import { checkIssue, holdingReason } from '../../digest/check-issue.ts'
import { renderStoredIssue } from '../../digest/render-issue.ts'
import { AppError } from '../../errors.ts'
import { ringChunks } from '../../../workers/ring-chunks.ts'
import { act, addCommand } from '../command.ts'
import { ask } from '../confirm.ts'
import { deliverHere } from '../deliver-here.ts'
import { exitCodes, Interrupted } from '../exit-codes.ts'
import { operatorName } from '../operator-name.ts'
import { parseId } from '../parse-id.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { watchIssue } from '../watch-issue.ts'
import { holdApp } from '../with-app.ts'

interface SendOptions {
  readonly yes?: boolean
  readonly dryRun?: boolean
  readonly wait?: boolean
  readonly despiteChecks?: boolean
}

export function addIssueSend(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'send',
    does: 'Send an issue to everyone now; sending it again mails nobody twice.',
    example: 'recap issue send 3\nrecap issue send 3 --yes --wait --json',
  })
    .argument('<id>', 'number of the issue', parseId)
    .option('--yes', 'do not ask; needed off a terminal')
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--despite-checks', 'send it though its letter fails the checks of `recap issue check`')
    .option('--wait', 'deliver in this process too, and return when everyone was attempted')
    .action(
      act(session, (id: number, options: SendOptions) =>
        holdApp(session, (app) => send(session, app, { id, options })),
      ),
    )
}

interface Order {
  readonly id: number
  readonly options: SendOptions
}

async function send(session: Session, app: App, { id, options }: Order): Promise<number> {
  const before = await withSubject(app, await readSendable(app.db, id))
  say(session, announcement(before))
  if (options.dryRun === true) {
    if (options.despiteChecks !== true) await announceFaults(session, app, before)
    say(session, 'This was a dry run: nothing has changed, nothing was sent.')
    await printObject(session, { ...before, dryRun: true })
    return exitCodes.done
  }
  if (options.yes !== true) await confirm(session, before)
  if (session.io.stopping.aborted) throw new Interrupted('interrupted')
  await sendIssue({ ...app.freezing, despiteChecks: options.despiteChecks === true }, id, operatorName())
  await ringChunks(app, await findChunks(app, { issueId: id }))
  if (options.wait === true) return deliver(session, app, id)
  say(
    session,
    'It is handed over: a running `recap start` or `recap worker` mails it; `--wait` does it here.',
  )
  await printObject(session, await readStatus(app.db, id))
  return exitCodes.done
}

/** A draft has no subject of its own until it is rendered. */
async function withSubject(app: App, books: IssueBooks): Promise<IssueBooks> {
  if (books.status !== 'draft' && books.status !== 'held') return books
  return { ...books, subject: (await renderStoredIssue(app.delivering, books.id)).subject }
}

function announcement({ id, slug, status, subject, audience }: IssueBooks): string {
  const issue = `Issue ${id} (${slug}), “${subject ?? slug}”`
  if (status === 'draft' || status === 'held') return `${issue}, goes to ${people(audience)}.`
  return `${issue}, to ${people(audience)}, is ${status} already; nobody gets it twice.`
}

/** Says beforehand why the checks would refuse an issue that is not frozen yet. */
async function announceFaults(session: Session, app: App, { id, status }: IssueBooks): Promise<void> {
  if (status !== 'draft' && status !== 'held') return
  const { findings } = await checkIssue(app.freezing, id)
  const reason = holdingReason(findings, id)
  if (reason !== null) say(session, `It would be refused. ${reason}`)
}

function people(count: number): string {
  return count === 1 ? '1 recipient' : `${count} recipients`
}

async function confirm(session: Session, { audience }: IssueBooks): Promise<void> {
  if (!session.mayAsk) {
    throw new AppError('refused', 'Nothing was sent: where nobody can be asked, confirm it with --yes.')
  }
  const answer = await ask(session, `Type the number of recipients (${audience}) to send it now: `)
  if (answer !== String(audience)) {
    throw new AppError(
      'refused',
      `Nothing was sent: the answer was not ${audience}. Run the command again to send it.`,
    )
  }
}

async function deliver(session: Session, app: App, id: number): Promise<number> {
  const { stopping } = session.io
  const enough = new AbortController()
  const watching = watchIssue(session, {
    db: app.db,
    issueId: id,
    isOver: () => false,
    signal: enough.signal,
  })
  try {
    await deliverHere(app, id, stopping)
  } finally {
    enough.abort()
    await watching
  }
  const books = await readStatus(app.db, id)
  const waiting = books.pending + books.attempted + books.deferred
  if (stopping.aborted && waiting > 0) throw new Interrupted('interrupted')
  if (waiting > 0) {
    const why = books.reason === null ? '' : `${books.reason} `
    say(
      session,
      `${why}${waiting} wait for another try: a running \`recap start\` or \`recap worker\` makes it.`,
    )
  }
  await printObject(session, books)
  return books.rejected + books.unknown + books.expired + waiting > 0 ? exitCodes.partlyDone : exitCodes.done
}
