import { errorCode, type ErrorCode } from '../errors.ts'

/** What the program tells its caller when it ends. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  badConfig: 3,
  unreachable: 4,
  refused: 5,
  partlyDone: 6,
  interrupted: 130,
} as const

/** Thrown when a command is told to stop before it is done. */
export class Interrupted extends Error {}

const codes: Readonly<Partial<Record<ErrorCode, number>>> = {
  bad_input: exitCodes.usage,
  bad_config: exitCodes.badConfig,
  unreachable: exitCodes.unreachable,
  refused: exitCodes.refused,
}

/** The exit code for whatever was thrown. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return exitCodes.interrupted
  return codes[errorCode(error)] ?? exitCodes.failed
}
