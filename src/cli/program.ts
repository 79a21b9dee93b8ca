import { Command } from 'commander'
import { addArticle } from './commands/article.ts'
import { addBench } from './commands/bench.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor } from './commands/doctor.ts'
import { addInit } from './commands/init.ts'
import { addInspect } from './commands/inspect.ts'
import { addIssue } from './commands/issue.ts'
import { addKeys } from './commands/keys.ts'
import { addMigrate } from './commands/migrate.ts'
import { addNewsletter } from './commands/newsletter.ts'
import { addStart, addWeb, addWorker } from './commands/serve.ts'
import { addSource } from './commands/source.ts'
import { addSubscriber } from './commands/subscriber.ts'
import { addSuppress } from './commands/suppress.ts'
import { addToken } from './commands/token.ts'
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

/** The whole command line, bound to one run of it. */
export function createProgram(io: Io): { program: Command; session: Session } {
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
  const groups = [addInit, addStart, addWeb, addWorker, addMigrate, addDemo, addNewsletter, addSource]
  for (const add of [
    ...groups,
    addArticle,
    addIssue,
    addSubscriber,
    addSuppress,
    addToken,
    addKeys,
    addInspect,
    addDoctor,
    addBench,
  ])
    add(program, session)
  return { program, session }
}
