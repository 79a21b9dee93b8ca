import type { Command } from 'commander'
import { act, addCommand } from '../command.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

export function addMigrate(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'migrate',
    does: 'Bring the database up to date; safe to repeat and to run on many machines at once.',
    example: 'recap migrate',
  }).action(
    act(session, async () => {
      const queue = await withApp(session, async (app) => app.backend.kind, { migrate: true })
      say(session, 'The database is up to date.')
      await printObject(session, { upToDate: true, queue })
    }),
  )
}
