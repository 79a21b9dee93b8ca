import { Option, type Command } from 'commander'
import { ringChunks } from '../../../workers/ring-chunks.ts'
import type { App } from '../../app.ts'
import { controlIssue, controls, type Control } from '../../delivery/control-issue.ts'
import { deliverWaiting } from '../../delivery/deliver-waiting.ts'
import { findChunks } from '../../delivery/find-chunks.ts'
import { readStatus } from '../../delivery/read-status.ts'
import { retryableStates, type RetryableState } from '../../delivery/recipients.repository.ts'
import { retryIssue } from '../../delivery/retry-issue.ts'
import { act, addCommand } from '../command.ts'
import { operatorName } from '../operator-name.ts'
import { parseId } from '../parse-id.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { holdApp, withApp } from '../with-app.ts'

const purposes: Readonly<Record<Control, string>> = {
  pause: 'Stop an issue that is being sent after the batch in hand; nobody is lost.',
  resume: 'Let an issue go on that is paused or was held on its way.',
  cancel: 'End an issue for good: who has not had it is passed over.',
}

export function addIssueControl(issue: Command, session: Session): void {
  for (const control of controls) {
    addCommand(issue, { usage: control, does: purposes[control], example: `recap issue ${control} 3` })
      .argument('<id>', 'number of the issue', parseId)
      .action(act(session, (id: number) => holdApp(session, (app) => ask(session, app, { id, control }))))
  }
  addRetry(issue, session)
}

function addRetry(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'retry',
    does: 'Try recipients again who were refused, could not be reached in time or are in doubt.',
    example: 'recap issue retry 3 --only expired',
  })
    .argument('<id>', 'number of the issue', parseId)
    .addOption(
      new Option('--only <state>', 'those in this state alone; all three when left out').choices([
        ...retryableStates,
      ]),
    )
    .action(
      act(session, (id: number, { only }: { only?: RetryableState }) =>
        withApp(session, async (app) => {
          const states = only ? [only] : retryableStates
          const reopened = await retryIssue(app, { issueId: id, states, by: operatorName() })
          await ringChunks(app, await findChunks(app, { issueId: id }))
          say(session, `${reopened} are tried again by a running \`recap start\` or \`recap worker\`.`)
          await printObject(session, { ...(await readStatus(app.db, id)), reopened })
        }),
      ),
    )
}

interface Asked {
  readonly id: number
  readonly control: Control
}

async function ask(session: Session, app: App, { id, control }: Asked): Promise<void> {
  await controlIssue(app, { issueId: id, control, by: operatorName() })
  // Who is not mailed any more gets a final state now; chunks that a worker holds follow with its next batch.
  if (control === 'cancel') await deliverWaiting(app.delivering, { issueId: id })
  if (control === 'resume') await ringChunks(app, await findChunks(app, { issueId: id }))
  await printObject(session, await readStatus(app.db, id))
}
