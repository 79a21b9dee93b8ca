import process from 'node:process'
import { createLogger } from '../log.ts'
import { exitCodes } from './exit-codes.ts'
import { growMemory, spareMemory } from './spare-memory.ts'

/** Runs the command line of this process and sets its exit code; a second Ctrl-C ends it at once. */
export async function main(argv: readonly string[]): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(exitCodes.interrupted)
    stopping.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const { env, stdin, stdout, stderr } = process
  // A reader that has seen enough, such as `head`, breaks the pipe; the next write says so to its command.
  stdout.on('error', () => undefined)
  const isTty = stdin.isTTY && stderr.isTTY
  const io = {
    env,
    cwd: process.cwd(),
    stdin,
    stdout,
    stderr,
    isTty,
    stopping: stopping.signal,
    createLogger,
  }
  const run = await loadProgram()
  process.exitCode = await run(argv, io)
}

/** What loading throws away would otherwise have made the heap grow by 40 MiB that no command gives back. */
async function loadProgram() {
  spareMemory()
  const { run } = await import('./run.ts')
  growMemory()
  return run
}
