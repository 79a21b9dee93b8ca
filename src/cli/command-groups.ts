import type { Command } from 'commander'
import type { Session } from './session.ts'

type AddCommands = (program: Command, session: Session) => void

/**
 * The commands by their first word, in the order of the help. Each loads its own code only: what builds letters or
 * serves pages would cost every other command more than a second on a slow machine.
 */
const groups: ReadonlyMap<string, () => Promise<AddCommands>> = new Map([
  ['init', async () => (await import('./commands/init.ts')).addInit],
  ['start', async () => (await import('./commands/serve.ts')).addStart],
  ['web', async () => (await import('./commands/serve.ts')).addWeb],
  ['worker', async () => (await import('./commands/serve.ts')).addWorker],
  ['migrate', async () => (await import('./commands/migrate.ts')).addMigrate],
  ['demo', async () => (await import('./commands/demo.ts')).addDemo],
  ['newsletter', async () => (await import('./commands/newsletter.ts')).addNewsletter],
  ['source', async () => (await import('./commands/source.ts')).addSource],
  ['article', async () => (await import('./commands/article.ts')).addArticle],
  ['issue', async () => (await import('./commands/issue.ts')).addIssue],
  ['subscriber', async () => (await import('./commands/subscriber.ts')).addSubscriber],
  ['suppress', async () => (await import('./commands/suppress.ts')).addSuppress],
  ['token', async () => (await import('./commands/token.ts')).addToken],
  ['keys', async () => (await import('./commands/keys.ts')).addKeys],
  ['inspect', async () => (await import('./commands/inspect.ts')).addInspect],
  ['doctor', async () => (await import('./commands/doctor.ts')).addDoctor],
  ['bench', async () => (await import('./commands/bench.ts')).addBench],
])

/** Loads the group that a command line names, or all of them for help and for a name to guess at. */
export async function loadGroups(argv: readonly string[]): Promise<AddCommands[]> {
  const named = groups.get(argv.find((word) => !word.startsWith('-')) ?? '')
  return Promise.all((named ? [named] : [...groups.values()]).map((load) => load()))
}
