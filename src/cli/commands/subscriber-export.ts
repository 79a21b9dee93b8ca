import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { hasCode } from '../../db/has-code.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { AppError } from '../../errors.ts'
import { exportSubscribers } from '../../subscribers/export-subscribers.ts'
import { act, addCommand } from '../command.ts'
import { printObject, write } from '../print.ts'
import type { Session } from '../session.ts'
import { spareMemory } from '../spare-memory.ts'
import { withApp } from '../with-app.ts'

export function addSubscriberExport(subscriber: Command, session: Session): void {
  addCommand(subscriber, {
    usage: 'export',
    does: 'Write everyone as CSV, which an import reads back as it was.',
    example: 'recap subscriber export --out subscribers.csv\nrecap subscriber export > subscribers.csv',
  })
    .option('--out <file>', 'file to write, for its owner alone; standard output when not set')
    .action(
      act(session, ({ out }: { out?: string }) => {
        spareMemory()
        return withApp(session, (app) =>
          out === undefined ? toStdout(session, app) : toFile(session, app, out),
        )
      }),
    )
}

async function toStdout(session: Session, app: App): Promise<void> {
  const { id } = await getNewsletter(app.db)
  await exportSubscribers(app.db, id, (text) => write(session.io.stdout, text))
}

async function toFile(session: Session, app: App, out: string): Promise<void> {
  const { id } = await getNewsletter(app.db)
  const file = path.resolve(session.io.cwd, out)
  const handle = await openNew(file)
  try {
    const exported = await exportSubscribers(app.db, id, async (text) => void (await handle.write(text)))
    await printObject(session, { exported, file })
  } finally {
    await handle.close()
  }
}

async function openNew(file: string) {
  try {
    return await open(file, 'wx', 0o600)
  } catch (cause) {
    if (hasCode(cause, 'EEXIST'))
      throw new AppError('bad_input', `${file} is there already. Name another file, or remove it.`)
    throw new AppError('bad_input', `${file} cannot be written. Name a file in a folder that can be.`, {
      cause,
    })
  }
}
