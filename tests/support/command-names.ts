import { tmpdir } from 'node:os'
import { createProgram } from '../../src/cli/program.ts'
import { silentLogger } from '../../src/log.ts'

/** The commands that the program really has. */
export async function commandNames(): Promise<string[]> {
  const { program } = await createProgram({
    env: {},
    cwd: tmpdir(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isTty: false,
    stopping: new AbortController().signal,
    createLogger: silentLogger,
  })
  return program.commands.map((command) => command.name())
}
