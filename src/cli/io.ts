import type { Readable } from 'node:stream'
import type { Environment } from '../config.ts'
import type { Logger } from '../log.ts'

/** What a command sees of the world: its environment, its streams and the wish to be stopped. */
export interface Io {
  readonly env: Environment
  /** Folder that relative paths and `.env` are looked up in. */
  readonly cwd: string
  readonly stdin: Readable
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  /** Whether a person sits at both ends, so that a question may be asked and a line drawn again. */
  readonly isTty: boolean
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly stopping: AbortSignal
  createLogger(level: string): Logger
}
