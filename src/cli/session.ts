import type { Command } from 'commander'
import type { Environment } from '../config.ts'
import type { Io } from './io.ts'
import { readEnv } from './read-env.ts'

/** One run of the program: the world, the options that every command has, and the exit code so far. */
export interface Session {
  readonly io: Io
  /** The environment with `.env` behind it. */
  readonly env: Environment
  readonly json: boolean
  /** Whether a question may be asked. */
  readonly mayAsk: boolean
  exitCode: number
}

export function openSession(io: Io, program: Command): Session {
  return {
    io,
    get env() {
      return readEnv(io.env, io.cwd)
    },
    get json() {
      return program.opts()['json'] === true
    },
    get mayAsk() {
      return io.isTty && program.opts()['input'] !== false
    },
    exitCode: 0,
  }
}
