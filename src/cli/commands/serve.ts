import { Argument, type Command } from 'commander'
import { workerNames, type WorkerName } from '../../config.ts'
import { act, addCommand } from '../command.ts'
import { serve } from '../serve.ts'
import type { Session } from '../session.ts'

export function addStart(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'start',
    does: 'Run the whole service in one process: web server and workers, with the database brought up to date.',
    example: 'recap start',
  }).action(
    act(session, () => serve(session, { web: true, workers: (app) => app.config.workers, migrate: true })),
  )
}

export function addWeb(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'web',
    does: 'Run the web server only, for a service spread over several machines.',
    example: 'recap web',
  }).action(act(session, () => serve(session, { web: true, workers: () => [] })))
}

export function addWorker(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'worker',
    does: 'Run workers only, for a service spread over several machines.',
    example: 'recap worker deliver\nrecap worker',
  })
    .addArgument(
      new Argument('[name...]', 'which workers; those of WORKERS when none is named').choices(workerNames),
    )
    .action(
      act(session, (names: WorkerName[]) =>
        serve(session, { web: false, workers: (app) => (names.length > 0 ? names : app.config.workers) }),
      ),
    )
}
