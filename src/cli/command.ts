import type { Command } from 'commander'
import type { Session } from './session.ts'

/** How a command is called, what it does in one line, and an example of its use. */
export interface CommandSpec {
  readonly usage: string
  readonly does: string
  readonly example: string
}

/** Adds a command; a wrong use of it names the help that shows the right one. */
export function addCommand(parent: Command, { usage, does, example }: CommandSpec): Command {
  const summary = does.replace(/[;:.](\s.*)?$/s, '')
  const command = parent.command(usage).description(does).summary(summary)
  const indented = example.split('\n').map((line) => `  ${line}`)
  return withHint(command).addHelpText('after', `\nExample:\n${indented.join('\n')}`)
}

/** Adds a group of commands that share a noun. */
export function addGroup(program: Command, name: string, does: string): Command {
  return withHint(program.command(name).description(does))
}

/** Binds the work of a command; the number it returns, if any, is the exit code. */
export function act<Args extends unknown[]>(
  session: Session,
  work: (...args: Args) => Promise<number | void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    session.exitCode = (await work(...args)) ?? 0
  }
}

function withHint(command: Command): Command {
  const names: string[] = []
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name())
  return command.showHelpAfterError(`See \`${names.join(' ')} --help\`.`)
}
