import { Writable } from 'node:stream'
import { pino } from 'pino'
import { AppError } from '../../src/errors.ts'
import type { HttpNeeds } from '../../src/http/needs.ts'
import type { ReaderPage } from '../../src/http/reader-needs.ts'
import { createServer } from '../../src/http/server.ts'

export const goodToken = 'unsubscribe.1a2b.7.k1.Zm9vYmFyYmF6'.padEnd(180, 'x')

export const publication = {
  name: 'News & <b>Views</b>',
  language: 'en',
  since: new Date('2026-10-01T00:00:00Z'),
}

export interface Running {
  readonly url: string
  readonly calls: string[]
  readonly log: string[]
  status(): ReaderPage['status']
  setStatus(status: ReaderPage['status']): void
  readonly server: Awaited<ReturnType<typeof createServer>>
  close(): Promise<void>
}

/** An API that knows no issue. */
const noIssues = new Proxy({} as HttpNeeds['issues'], {
  get: () => async () => {
    throw new AppError('not_found', 'There is no such issue.')
  },
})

/** An API that knows no one. */
const noSubscribers = new Proxy({} as HttpNeeds['subscribers'], {
  get: () => async () => {
    throw new AppError('not_found', 'There is no such subscriber.')
  },
})

/** An API that has suppressed no one. */
const noSuppressions: HttpNeeds['suppressions'] = {
  list: async () => [],
  add: async (email) => ({ email, changed: false }),
  remove: async (email) => ({ email, changed: false }),
}

/** The real server on a free port; behind it one subscriber who is kept in memory. */
export async function startServer(changes: Partial<HttpNeeds> = {}): Promise<Running> {
  const calls: string[] = []
  const log: string[] = []
  let status: ReaderPage['status'] = 'active'
  const page = (token: string): ReaderPage | undefined =>
    token === goodToken
      ? {
          newsletter: 'News & <b>Views</b>',
          address: 'a***@example.org',
          status,
          locale: 'en',
          preferencesToken: 'p.1',
        }
      : undefined
  const change = async (token: string, next: typeof status): Promise<ReaderPage | undefined> => {
    if (token !== goodToken) return undefined
    calls.push(next)
    status = next
    return page(token)
  }
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  const server = await createServer({
    logger: pino({ level: 'debug' }, sink),
    publicUrl: 'https://news.example.com',
    inboxFolder: null,
    findUnsubscribe: async (token) => page(token),
    unsubscribe: (token) => change(token, 'unsubscribed'),
    resubscribe: (token) => change(token, 'active'),
    keepLeaveReason: async (token) => page(token),
    findSignUpForm: async () => ({ newsletter: 'News', locale: 'en', shownAt: '' }),
    signUp: async () => undefined,
    findConfirm: async () => undefined,
    confirm: async () => undefined,
    findPreferences: async () => undefined,
    savePreferences: async () => false,
    pause: async () => false,
    resume: async () => false,
    readMyData: async () => undefined,
    erase: async () => false,
    trustProxy: false,
    findPublication: async () => publication,
    listIssues: async () => [],
    findIssuePage: async () => undefined,
    checkReady: async () => [{ name: 'database', ok: true, detail: 'answers' }],
    verifyToken: async () => undefined,
    pushArticles: async () => ({ outcome: 'busy' }),
    subscribers: noSubscribers,
    suppressions: noSuppressions,
    issues: noIssues,
    now: () => new Date('2026-11-22T10:00:00Z'),
    ...changes,
  })
  return {
    url: await server.listen({ host: '127.0.0.1', port: 0 }),
    calls,
    log,
    status: () => status,
    setStatus: (next) => {
      status = next
    },
    server,
    close: () => server.close(),
  }
}
