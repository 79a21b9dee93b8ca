import { Command } from 'commander'
import { loadGroups } from './command-groups.ts'
import type { Io } from './io.ts'
import { openSession, type Session } from './session.ts'
import { packageVersion } from './version.ts'

const after = `
First steps:
  recap demo                                    see it work on a sample publication
  recap init                                    write .env with fresh keys
  recap newsletter set name "Harbour Weekly" …  who it comes from, and when
  recap source add https://example.com/feed.xml
  recap start                                   the service, with an issue every week

Exit codes: 0 done, 1 failed, 2 wrong use, 3 bad settings, 4 a service cannot be reached,
5 refused by a safety check, 6 partly done, 130 interrupted.`

/** A program with the commands that a command line needs, all of them when it names none, bound to one run of it. */
export async function createProgram(
  io: Io,
  argv: readonly string[] = [],
): Promise<{ program: Command; session: Session }> {
  const program = new Command('recap')
  const session = openSession(io, program)
  program
    .description(
      "Mails a site's readers the week's articles: collects them, builds the issue and delivers it.",
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .option('--json', 'print data as JSON: one object, or one line for each item of a list')
    .option('--no-input', 'never ask; what would need an answer is refused')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('See `recap --help`.')
    .exitOverride()
    .addHelpText('after', after)
  for (const addCommands of await loadGroups(argv)) addCommands(program, session)
  return { program, session }
}
