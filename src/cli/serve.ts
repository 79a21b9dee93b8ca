import { once } from 'node:events'
import { startWorkers } from '../../workers/index.ts'
import type { App } from '../app.ts'
import type { WorkerName } from '../config.ts'
import { listen } from '../http/listen.ts'
import { printObject, say, write } from './print.ts'
import type { Session } from './session.ts'
import { holdApp } from './with-app.ts'

/** Which parts of the service one process runs. */
export interface Parts {
  readonly web: boolean
  readonly workers: (app: App) => readonly WorkerName[]
  readonly migrate?: boolean
}

/** Runs parts of the service until it is told to stop; then each finishes what it holds. */
export async function serve(session: Session, { web, workers, migrate }: Parts): Promise<void> {
  const wish = { logLevel: 'info', ...(migrate !== undefined && { migrate }) }
  await holdApp(
    session,
    async (app) => {
      const closers: (() => Promise<unknown>)[] = []
      try {
        if (web) closers.push(await openWeb(session, app))
        const names = workers(app)
        if (names.length > 0) closers.push(await openWorkers(session, app, names))
        if (!session.io.stopping.aborted) await once(session.io.stopping, 'abort')
        say(session, 'Stopping: what is in hand is finished first. Ctrl-C again ends at once.')
      } finally {
        for (const close of closers) await close()
      }
    },
    wish,
  )
}

/** The pages are loaded late: a process that only works needs none of them. */
async function openWeb(session: Session, app: App): Promise<() => Promise<unknown>> {
  const [{ appNeeds }, { createServer }] = await Promise.all([
    import('../http/app-needs.ts'),
    import('../http/server.ts'),
  ])
  await app.unsubscribes.prepare()
  const server = await createServer(appNeeds(app))
  const url = await listen(server, app.config)
  if (app.inboxFolder !== null)
    say(session, `No SMTP_URL is set: mail is captured and can be read at ${url}/inbox.`)
  if (session.json) await printObject(session, { url })
  else await write(session.io.stdout, `Recap answers at ${url} (Ctrl-C stops it).\n`)
  return () => server.close()
}

async function openWorkers(
  session: Session,
  app: App,
  names: readonly WorkerName[],
): Promise<() => Promise<unknown>> {
  const workers = await startWorkers(app, names)
  say(session, `Workers: ${names.join(', ')}.`)
  return () => workers.close()
}
