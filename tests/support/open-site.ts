import type { SubscriptionStatus } from '../../src/db/values.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { listen } from '../../src/http/listen.ts'
import { createServer } from '../../src/http/server.ts'
import { signToken, type TokenPurpose } from '../../src/subscribers/token.ts'
import { openStage, subscribe, type Stage } from './stage.ts'
import type { TestAppOptions } from './test-app.ts'

/** The web server over a real app, with readers to act for. */
export interface ReadersSite extends Stage {
  readonly webUrl: string
  /** Adds a reader and returns the id. */
  add(email: string): Promise<number>
  token(purpose: TokenPurpose, subscriberId: number): string
  statusOf(subscriberId: number): Promise<SubscriptionStatus | 'gone'>
  setStatus(subscriberId: number, status: SubscriptionStatus): Promise<void>
}

export async function openReadersSite(start: Date, options: TestAppOptions = {}): Promise<ReadersSite> {
  const stage = await openStage(start, options)
  const server = await createServer(appNeeds(stage.app))
  const webUrl = await listen(server, { host: '127.0.0.1', port: 0 })
  const { db } = stage.app
  const subscription = (id: number) =>
    db.selectFrom('subscription').select('status').where('subscriber_id', '=', id).executeTakeFirst()
  return {
    ...stage,
    webUrl,
    async add(email) {
      await subscribe(stage, email)
      const key = email.toLowerCase()
      const row = db.selectFrom('subscriber').select('id').where('email_key', '=', key)
      return (await row.executeTakeFirstOrThrow()).id
    },
    token: (purpose, subscriberId) =>
      signToken(stage.app.config.keys, purpose, {
        subscriberId,
        newsletterId: stage.newsletterId,
        ...(purpose === 'confirm' && { issuedAt: stage.now() }),
      }),
    statusOf: async (id) => (await subscription(id))?.status ?? 'gone',
    async setStatus(id, status) {
      await db.updateTable('subscription').set({ status }).where('subscriber_id', '=', id).execute()
    },
    async close() {
      await server.close()
      await stage.close()
    },
  }
}

/** The answer to a form that is posted, without following where it sends. */
export async function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
}
