import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from '@jest/globals'
import { readStatus } from '../../src/delivery/read-status.ts'
import { appNeeds } from '../../src/http/app-needs.ts'
import { listen } from '../../src/http/listen.ts'
import { createServer } from '../../src/http/server.ts'
import { signToken } from '../../src/subscribers/token.ts'
import { startWorkers } from '../../workers/index.ts'
import { reconcile } from '../../workers/reconcile.ts'
import { describeEachBackend } from '../support/each-backend.ts'
import { openFrozenIssue } from '../support/frozen-issue.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const audience = 20
const staying = 4
/** A batch of one connection has 13 mails: at this rate its last would begin after the five seconds. */
const connection = '?pool=1&rate=2'

describeEachBackend('a letter that waits for a slow mail server, on %s', (backend) => {
  test('is not taken more than five seconds after its reader has left', async () => {
    const acceptedAt = new Map<string, number>()
    const sink = await openSmtpSink({
      async beforeReply({ to }) {
        await delay(100)
        acceptedAt.set(to, performance.now())
      },
    })
    closers.push(() => sink.close())
    const env = { SMTP_URL: sink.url + connection }
    const { stage, issueId } = await openFrozenIssue(audience, { backend, env })
    closers.push(() => stage.close())
    const { app, newsletterId } = stage
    const server = await createServer(appNeeds(app))
    closers.push(() => server.close())
    const webUrl = await listen(server, { host: '127.0.0.1', port: 0 })
    const workers = await startWorkers(app, ['deliver'])
    closers.push(() => workers.close())
    await reconcile(app)
    await waitUntil('a mail was taken', () => acceptedAt.size > 0)

    const people = await app.db.selectFrom('subscriber').select(['id', 'email']).execute()
    const waiting = people.filter(({ email }) => !sink.mails.some(({ to }) => to === email))
    const stay = waiting.slice(0, staying)
    const leftAt = new Map<string, number>()
    for (const { id: subscriberId, email } of waiting.slice(staying)) {
      const token = signToken(app.config.keys, 'unsubscribe', { subscriberId, newsletterId })
      expect((await fetch(`${webUrl}/unsubscribe/${token}`, { method: 'POST' })).status).toBe(200)
      leftAt.set(email, performance.now())
    }
    await waitUntil('the issue is done', async () => (await readStatus(app.db, issueId)).status === 'done')

    const late = [...leftAt].filter(([email, at]) => (acceptedAt.get(email) ?? 0) - at > 5_000)
    expect(late).toEqual([])
    for (const { email } of stay) expect(sink.mails.filter(({ to }) => to === email)).toHaveLength(1)
    const { accepted, skipped } = await readStatus(app.db, issueId)
    expect([accepted, skipped]).toEqual([acceptedAt.size, audience - acceptedAt.size])
    expect(skipped).toBeGreaterThan(0)
  }, 300_000)
})
