import { openApp, type App } from '../app.ts'
import { loadConfig } from '../config.ts'
import { Interrupted } from './exit-codes.ts'
import type { Session } from './session.ts'

/** How a command wants the app opened. */
export interface AppWish {
  /** Whether the schema may be brought up to date even when the database is not our own. */
  readonly migrate?: boolean
  /** Log level when LOG_LEVEL is not set; `warn` for a command that ends by itself. */
  readonly logLevel?: string
}

/** Opens the app for a piece of work and closes it whatever happens; a Ctrl-C meanwhile is `Interrupted`. */
export async function withApp<Result>(
  session: Session,
  work: (app: App) => Promise<Result>,
  wish: AppWish = {},
): Promise<Result> {
  return holdApp(session, (app) => untilStopped(session, work(app)), wish)
}

/** The same for work that itself ends in good order when it is told to stop. */
export async function holdApp<Result>(
  session: Session,
  work: (app: App) => Promise<Result>,
  { migrate, logLevel = 'warn' }: AppWish = {},
): Promise<Result> {
  const { env, io } = session
  const config = loadConfig(env)
  const logger = io.createLogger(env['LOG_LEVEL'] ? config.logLevel : logLevel)
  const app = await openApp(config, { logger, ...(migrate !== undefined && { migrate }) })
  const stop = (): void => app.stop()
  io.stopping.addEventListener('abort', stop)
  try {
    return await work(app)
  } finally {
    io.stopping.removeEventListener('abort', stop)
    await app.close()
  }
}

/** What is cut off here fails by itself once the app is closed; nobody waits for it. */
async function untilStopped<Result>({ io }: Session, work: Promise<Result>): Promise<Result> {
  const listening = new AbortController()
  const stopped = new Promise<never>((_resolve, reject) => {
    const interrupt = (): void => reject(new Interrupted('interrupted'))
    if (io.stopping.aborted) interrupt()
    io.stopping.addEventListener('abort', interrupt, { signal: listening.signal })
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    listening.abort()
  }
}
