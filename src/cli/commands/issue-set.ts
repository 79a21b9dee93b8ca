import type { Command } from 'commander'
import type { IssueRow } from '../../digest/issues.repository.ts'
import { issueWordNames, readIssueWordName, type IssueWordName } from '../../digest/issue-words.ts'
import { setIssue } from '../../digest/set-issue.ts'
import { act, addCommand } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { parseId } from '../parse-id.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

/** The lengths that mail programs show; longer ones are cut there, shorter preheaders are filled up by them. */
const fittingLengths: Readonly<Record<IssueWordName, readonly [number, number]>> = {
  subject: [1, 60],
  preheader: [40, 90],
  note: [1, 600],
}

export function addIssueSet(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'set',
    does: 'Write the subject, preheader or note (Markdown) of a draft yourself; "" takes your words back.',
    example:
      'recap issue set 3 subject "A bridge, a ferry and a vote"\nrecap issue set 3 note "Next week we print on *Friday*."\nrecap issue set 3 subject ""',
  })
    .argument('<id>', 'number of the issue', parseId)
    .argument('<name>', issueWordNames.join(', '))
    .argument('<words>', 'what it shall say; "" for none of your own')
    // A note may begin with the dash of a list.
    .allowUnknownOption()
    .action(
      act(session, async (id: number, written: string, value: string) => {
        const name = readIssueWordName(written)
        const order = { issueId: id, name, value, by: operatorName() }
        const row = await withApp(session, (app) => setIssue(app.db, order))
        warn(session, name, row)
        const { slug, status, subject, preheader, note } = row
        await printObject(session, { id, slug, status, subject, preheader, note })
      }),
    )
}

function warn(session: Session, name: IssueWordName, row: IssueRow): void {
  const words = row[name]
  const [least, most] = fittingLengths[name]
  if (words === null || (words.length >= least && words.length <= most)) return
  say(
    session,
    `warning: the ${name} has ${words.length} characters; mail programs show ${least} to ${most} of them well.`,
  )
}
