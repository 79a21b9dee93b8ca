import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { run } from '../../src/cli/run.ts'
import type { Environment } from '../../src/config.ts'
import { silentLogger } from '../../src/log.ts'
import { pastWeek } from '../../src/time.ts'
import { articlePage, openSite, rssFeed, type SiteServer } from '../support/site-server.ts'
import { createTestDatabase } from '../support/test-database.ts'

const day = 86_400_000

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface RecapOptions {
  readonly env?: Environment
  readonly cwd?: string
  /** What is typed at the terminal; without it there is no terminal. */
  readonly typed?: string
  /** What another program pipes in; with `typed` left out there is no terminal. */
  readonly piped?: string
  readonly stopping?: AbortController
  readonly onStderr?: (text: string) => void
}

/** Runs one command line in this process. */
export async function recap(args: readonly string[], options: RecapOptions = {}): Promise<Answer> {
  const stdout = collect()
  const stderr = collect(options.onStderr)
  const stdin = new PassThrough()
  if (options.typed !== undefined) stdin.write(options.typed)
  if (options.piped !== undefined) stdin.end(options.piped)
  const code = await run(args, {
    env: options.env ?? {},
    cwd: options.cwd ?? tmpdir(),
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    isTty: options.typed !== undefined,
    stopping: (options.stopping ?? new AbortController()).signal,
    createLogger: silentLogger,
  })
  return { code, stdout: stdout.text(), stderr: stderr.text() }
}

function collect(heard: (text: string) => void = () => undefined) {
  let all = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      all += String(chunk)
      heard(all)
      done()
    },
  })
  return { stream, text: () => all }
}

/** The JSON lines that a command printed. */
export function linesOf({ stdout }: Answer): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-cli-'))
  chmodSync(folder, 0o755)
  return folder
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** An operator's place: a database and a folder of their own, and a site with three articles of the past week. */
export async function openDesk() {
  const database = await createTestDatabase()
  const site = await openSite()
  publish(site)
  const folder = makeFolder()
  const env: Environment = {
    DATABASE_URL: database.url,
    DATA_DIR: path.join(folder, 'data'),
    SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    FETCH_ALLOW: '127.0.0.1',
  }
  const inbox = path.join(folder, 'data', 'inbox')
  return {
    env,
    folder,
    site,
    feed: `${site.url}/feed.xml`,
    recap: (args: readonly string[], options: RecapOptions = {}) =>
      recap(args, { cwd: folder, ...options, env: { ...env, ...options.env } }),
    inbox: () => (existsSync(inbox) ? readdirSync(inbox).filter((name) => name.endsWith('.eml')) : []),
    async close() {
      await site.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function publish(site: SiteServer): void {
  const { window } = pastWeek({ weekday: 1, time: '07:00', timeZone: 'UTC' }, new Date())
  const items = ['Harbour wall', 'Night ferry', 'Tram line'].map((title, index) => {
    const publishedAt = new Date(window.start.getTime() + (index + 1) * day)
    return { slug: title.toLowerCase().replace(' ', '-'), title, publishedAt }
  })
  site.pages.set('/feed.xml', rssFeed(site.url, items))
  for (const { slug, title } of items) site.pages.set(`/${slug}`, articlePage(title))
}

/** Articles read, readers added, an issue built; returns its id. */
export async function prepareIssue(desk: Desk, readers: readonly string[]): Promise<string> {
  await desk.recap(['source', 'add', desk.feed, '--fetch'])
  for (const reader of readers)
    await desk.recap(['subscriber', 'add', reader, '--consent', 'asked in person'])
  const [built] = linesOf(await desk.recap(['issue', 'build', '--json']))
  return String(built?.['id'])
}
