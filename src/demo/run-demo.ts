import path from 'node:path'
import { readdir } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { startWorkers } from '../../workers/index.ts'
import { ringChunks } from '../../workers/ring-chunks.ts'
import { openApp, type App } from '../app.ts'
import { workerNames, type Environment } from '../config.ts'
import { findChunks } from '../delivery/find-chunks.ts'
import { readStatus, type IssueBooks } from '../delivery/read-status.ts'
import { sendIssue } from '../delivery/send-issue.ts'
import { buildIssue } from '../digest/build-issue.ts'
import { listItems } from '../digest/issues.repository.ts'
import { scheduleOf, type NewsletterRow } from '../digest/newsletters.repository.ts'
import { AppError } from '../errors.ts'
import { appNeeds } from '../http/app-needs.ts'
import { listen } from '../http/listen.ts'
import { createServer } from '../http/server.ts'
import type { Logger } from '../log.ts'
import { pastWeek } from '../time.ts'
import { demoSettings } from './demo-settings.ts'
import { loadPublication } from './publication.ts'
import { servePublication } from './serve-publication.ts'
import { nameNewsletter } from './name-newsletter.ts'
import { setUpPublication } from './set-up-publication.ts'

export interface DemoNeeds {
  readonly env: Environment
  readonly logger: Logger
  readonly say: (line: string) => void
  /** Ends once the issue is sent, instead of staying up. */
  readonly once: boolean
  /** Resolves when the demo is to end. */
  readonly stopped: Promise<void>
}

export interface DemoResult {
  readonly issueId: number
  readonly slug: string
  readonly items: number
  readonly audience: number
  readonly accepted: number
  readonly inbox: readonly string[]
  readonly webUrl: string
}

const longestSendMs = 60_000

/** Starts all of Recap beside a sample publication, sends the issue of its past week, and stays up until stopped. */
export async function runDemo(needs: DemoNeeds): Promise<DemoResult> {
  const config = await demoSettings(needs.env)
  const app = await openApp(config, { logger: needs.logger, migrate: true })
  const closers = [() => app.close()]
  try {
    const publication = await loadPublication(app.templatesDir, app.now())
    const baseUrl = `${config.publicUrl}/sample`
    // Its pages say whose they are from the first.
    const newsletter = await nameNewsletter(app, publication, baseUrl)
    const server = await createServer(appNeeds(app))
    await server.register(servePublication(publication, baseUrl), { prefix: '/sample' })
    await listen(server, { host: '127.0.0.1', port: config.port })
    closers.push(() => server.close())
    await setUpPublication(app, newsletter, baseUrl)
    const workers = await startWorkers(app, workerNames)
    closers.push(() => workers.close())
    const result = await sendPastWeek(app, newsletter)
    if (!needs.once) await stayUp(needs, config.publicUrl, result)
    return result
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

async function sendPastWeek(app: App, newsletter: NewsletterRow): Promise<DemoResult> {
  const week = pastWeek(scheduleOf(newsletter), app.now())
  const intake = { window: week.window, lastFrozenAt: null }
  const issue = await buildIssue(app.db, { newsletter, slotKey: week.key, intake })
  await sendIssue(app.freezing, issue.id, 'demo')
  await ringChunks(app, await findChunks(app))
  const books = await waitUntilDone(app, issue.id)
  return {
    issueId: issue.id,
    slug: issue.slug,
    items: (await listItems(app.db, issue.id)).length,
    audience: books.audience,
    accepted: books.accepted,
    inbox: await listMails(app.inboxFolder ?? ''),
    webUrl: `${app.config.publicUrl}/issues/${issue.slug}`,
  }
}

async function waitUntilDone(app: App, issueId: number): Promise<IssueBooks> {
  const deadline = Date.now() + longestSendMs
  for (;;) {
    const books = await readStatus(app.db, issueId)
    if (books.status === 'done') return books
    if (Date.now() > deadline) {
      throw new AppError(
        'internal',
        `The demo issue is not done after ${longestSendMs / 1000} s; it is ${books.status}.`,
      )
    }
    await delay(50)
  }
}

async function listMails(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => name.endsWith('.eml'))
    .toSorted()
    .map((name) => path.join(folder, name))
}

async function stayUp({ say, stopped }: DemoNeeds, url: string, result: DemoResult): Promise<void> {
  say(
    `Issue ${result.slug} went out: ${result.items} articles to ${result.accepted} of ${result.audience} readers.`,
  )
  say('')
  say(`  the issue on the web   ${result.webUrl}`)
  say(`  the inbox              ${url}/inbox`)
  say(`  the publication        ${url}/sample/`)
  say('')
  say('Ctrl-C ends the demo.')
  await stopped
}
