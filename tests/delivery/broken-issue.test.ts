import { sql } from 'kysely'
import { expect, test } from '@jest/globals'
import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { controlIssue } from '../../src/delivery/control-issue.ts'
import { deliverWaiting } from '../../src/delivery/deliver-waiting.ts'
import { readStatus } from '../../src/delivery/read-status.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'
import { addSecondIssue, openSend, type Send } from './open-send.ts'

/** Works whatever waits, as a worker does: a job that fails does not keep the next from being heard. */
async function deliverEverything({ stage: { app } }: Send): Promise<void> {
  for (const _ of [1, 2, 3]) await deliverWaiting(app.delivering).catch(() => undefined)
}

const gone = 'is gone from the database: restore that from a backup'

test.each([
  [
    'part of the ledger is missing',
    (id: number) => sql`DROP TABLE ${sql.table(`delivery_${id}`)}`,
    'delivery_',
  ],
  ['frozen HTML is gone', (id: number) => sql`UPDATE issue SET html = NULL WHERE id = ${id}`, gone],
  ['subject is gone', (id: number) => sql`UPDATE issue SET subject = NULL WHERE id = ${id}`, gone],
])('an issue whose %s is held and says so, and another gets its mail', async (_what, breakIt, told) => {
  const send = await openSend(5)
  const { app } = send.stage
  const second = await addSecondIssue(send)
  await breakIt(send.issueId).execute(app.db)
  await deliverEverything(send)
  const books = await send.books()
  expect(books).toMatchObject({ status: 'held', audience: 5, pending: 5 })
  expect(books.reason).toContain(told)
  expect(books.reason).toContain(`recap issue resume ${send.issueId}`)
  expect(await readStatus(app.db, second)).toMatchObject({ status: 'done', accepted: 5 })
  expect(send.sink.mails).toHaveLength(5)
  await controlIssue(app, { issueId: send.issueId, control: 'resume', by: 'test' })
  await deliverEverything(send)
  expect(await send.books()).toMatchObject({ status: 'held', reason: books.reason })
  expect(send.sink.mails).toHaveLength(5)
})

test('an issue whose letter cannot be written is held, with nobody in doubt, and goes on when it is mended', async () => {
  const send = await openSend(5)
  const { app } = send.stage
  const second = await addSecondIssue(send)
  await sql`UPDATE subscriber SET email = 'no address' WHERE email LIKE 'reader3@%'`.execute(app.db)
  await deliverEverything(send)
  const books = await send.books()
  expect(books).toMatchObject({ status: 'held', attempted: 0, unknown: 0, accepted: 4, pending: 1 })
  expect(books.reason).toContain('Its mail cannot be sent')
  expect(await readStatus(app.db, second)).toMatchObject({ status: 'held', accepted: 4 })
  await sql`UPDATE subscriber SET email = email_key`.execute(app.db)
  for (const issueId of [send.issueId, second])
    await controlIssue(app, { issueId, control: 'resume', by: 'test' })
  await deliverEverything(send)
  for (const id of [send.issueId, second])
    expect(await readStatus(app.db, id)).toMatchObject({ status: 'done', accepted: 5 })
  expect(send.sink.mails).toHaveLength(10)
})

test('an issue that was frozen under a key that is gone goes out under the key that is there', async () => {
  const send = await openSend(3)
  const SECRET_KEYS = `k2:${Buffer.alloc(32, 9).toString('base64')}`
  const app = await openApp(loadConfig({ ...send.stage.env, SECRET_KEYS }), { logger: send.stage.app.logger })
  await deliverWaiting(app.delivering)
  await app.close()
  expect(await send.books()).toMatchObject({ status: 'done', accepted: 3 })
  expect(send.sink.mails).toHaveLength(3)
})

test('a recipient whom every server refuses is rejected once, and the others get their mail', async () => {
  const refuse = (to: string) => (to.startsWith('reader2@') ? '550 5.1.1 no such user' : undefined)
  const sinks = [await openSmtpSink({ refuse }), await openSmtpSink({ refuse })]
  const smtpUrl = sinks.map(({ url }) => `${url}?weight=1`).join(',')
  const send = await openSend(20, { smtpUrl })
  for (const _ of [1, 2]) await send.deliverAll()
  expect(await send.books()).toMatchObject({ status: 'done', accepted: 19, rejected: 1 })
  const counts = sinks.map(({ mails }) => mails.length)
  expect(counts[0]! + counts[1]!).toBe(19)
  expect(Math.min(...counts)).toBeGreaterThan(0)
  for (const sink of sinks) await sink.close()
})
