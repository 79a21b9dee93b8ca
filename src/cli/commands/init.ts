import type { Command } from 'commander'
import { act, addCommand } from '../command.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { writeEnv, type WrittenEnv } from '../write-env.ts'

export function addInit(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'init',
    does: 'Write a .env file with fresh keys and every other setting explained; one that is there stays.',
    example: 'recap init',
  })
    .option('--force', 'write it anew; the old file becomes .env.old and its keys are taken over')
    .action(
      act(session, async (options: { force?: boolean }) => {
        const written = writeEnv(session.io.cwd, options.force === true)
        say(session, sentence(written))
        await printObject(session, written)
      }),
    )
}

function sentence({ file, created, keys }: WrittenEnv): string {
  if (!created && keys === 'kept') return `${file} has keys already: nothing was changed.`
  const what = created ? 'is written' : 'lacked keys and has them now'
  const source = {
    kept: 'the keys of the old file',
    generated: 'fresh keys',
    'from DATA_DIR': 'the keys found in DATA_DIR',
  }
  return `${file} ${what}, with ${source[keys]}. Keep a copy: links in mail work only with them. Next: recap start`
}
