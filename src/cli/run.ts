import { CommanderError } from 'commander'
import { hasCode } from '../db/has-code.ts'
import { AppError, errorText } from '../errors.ts'
import { exitCodeOf, exitCodes, Interrupted } from './exit-codes.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'

/** Runs one command line and returns its exit code; whatever goes wrong is one clear message on standard error. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { program, session } = await createProgram(io, argv)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return session.exitCode
  } catch (error) {
    // Commander has said what is wrong; it throws for --help and --version as well.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    if (hasCode(error, 'EPIPE')) return exitCodes.done
    if (!(error instanceof Interrupted)) io.stderr.write(`error: ${messageOf(error)}\n${stackOf(error, io)}`)
    return exitCodeOf(error)
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AppError) return errorText(error)
  return `${errorText(error)}\nThis is a fault of Recap or of a service it uses; LOG_LEVEL=debug shows where it happened.`
}

function stackOf(error: unknown, io: Io): string {
  const wanted = ['debug', 'trace'].includes(io.env['LOG_LEVEL'] ?? '')
  return wanted && error instanceof Error ? `${error.stack ?? ''}\n` : ''
}
