import { sql } from 'kysely'
import { describe, expect, test } from '@jest/globals'
import { deliverWaiting } from '../../src/delivery/deliver-waiting.ts'
import { dropOldRecipients } from '../../src/delivery/drop-old-recipients.ts'
import { holdAfterRestore } from '../../src/delivery/hold-after-restore.ts'
import { rateOf, readStatus } from '../../src/delivery/read-status.ts'
import { writeMark } from '../../src/delivery/wal-mark.ts'
import { readWalPosition } from '../../src/delivery/wal-position.repository.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addSecondIssue, openSend } from './open-send.ts'

describe('the ledger', () => {
  test('changes most of its rows in place, where no index has to follow', async () => {
    const send = await openSend(500)
    const { db } = send.stage.app
    const partition = `delivery_${send.issueId}`
    await send.deliver()
    interface Updates {
      readonly updates: number
      readonly hot: number
    }
    const read = async (): Promise<Updates> => {
      const { rows } = await sql<Updates>`SELECT n_tup_upd AS updates, n_tup_hot_upd AS hot
        FROM pg_stat_all_tables WHERE relname = ${partition}`.execute(db)
      return rows[0] ?? { updates: 0, hot: 0 }
    }
    await waitUntil('the statistics have come in', async () => (await read()).updates >= 1_000)
    const { updates, hot } = await read()
    // A snapshot that somebody still reads keeps old rows from being cleared, and then a page can run full.
    expect(hot / updates).toBeGreaterThan(0.8)
  })

  test('commits to disk whatever the role is set to', async () => {
    const send = await openSend(1)
    const { app } = send.stage
    await sql`ALTER DATABASE ${sql.id(new URL(app.databaseUrl).pathname.slice(1))} SET synchronous_commit = off`.execute(
      app.db,
    )
    const again = await send.stage.open()
    const { rows } = await sql<{
      setting: string
    }>`SELECT current_setting('synchronous_commit') AS setting`.execute(again.db)
    await again.close()
    expect(rows).toEqual([{ setting: 'on' }])
  })

  test('counts a chunk that is done once, and adds up at every moment', async () => {
    const send = await openSend(1_100)
    const sums: number[] = []
    const over = new AbortController()
    const watch = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const books = await send.books()
        sums.push(books.pending + books.attempted + books.accepted)
      }
    }
    const watching = watch()
    await send.deliverAll()
    over.abort()
    await watching
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 1_100 })
    expect(sums.length).toBeGreaterThan(0)
    expect(new Set(sums)).toEqual(new Set([1_100]))
  })

  test('lets two issues go side by side, each to its own people', async () => {
    const send = await openSend(1_200)
    const { app } = send.stage
    const second = await addSecondIssue(send)
    const lanes = [deliverWaiting(app.delivering), deliverWaiting(app.delivering)]
    await waitUntil('both are on their way', async () => {
      const books = await Promise.all([send.issueId, second].map((id) => readStatus(app.db, id)))
      return books.every(({ accepted }) => accepted > 0) && books.some(({ status }) => status === 'sending')
    })
    await Promise.all(lanes)
    expect(await readStatus(app.db, second)).toMatchObject({ status: 'done', accepted: 1_200 })
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 1_200 })
    expect(new Set(send.sink.mails.map((mail) => mail.messageId)).size).toBe(2_400)
  })
})

describe('old issues', () => {
  test('lose their recipients after the days the newsletter keeps them, and keep their totals', async () => {
    const send = await openSend(30)
    const { app } = send.stage
    await send.deliver()
    const before = await send.books()
    send.later(89 * 24 * 60)
    expect(await dropOldRecipients(app)).toBe(0)
    send.later(2 * 24 * 60)
    expect(await dropOldRecipients(app)).toBe(1)
    expect(await dropOldRecipients(app)).toBe(0)
    const { rows } = await sql<{ name: string | null }>`
      SELECT to_regclass(${`delivery_${send.issueId}`})::text AS name`.execute(app.db)
    expect(rows).toEqual([{ name: null }])
    const { ratePerSecond: _, etaSeconds: __, ...books } = await send.books()
    expect(before).toMatchObject(books)
  })
})

describe('a database that was restored', () => {
  test('holds what is on its way, once, and a send releases it', async () => {
    const send = await openSend(5)
    const { app } = send.stage
    expect(await holdAfterRestore(app)).toBe(false)
    const { identity, position } = await readWalPosition(app.db)
    writeMark(app.walMarkFile, { identity, position: position + 1_000_000_000n })
    expect(await holdAfterRestore(app)).toBe(true)
    expect(await holdAfterRestore(app)).toBe(false)
    expect(await send.deliverAll()).toBe(0)
    const books = await send.books()
    expect(books).toMatchObject({ status: 'held', pending: 5 })
    expect(books.reason).toContain('it was restored')
  })

  test('is noticed before a chunk of it is taken', async () => {
    const send = await openSend(5)
    const { app } = send.stage
    const { identity, position } = await readWalPosition(app.db)
    writeMark(app.walMarkFile, { identity, position: position + 1_000_000_000n })
    expect(await send.deliver()).toBe(0)
    expect(send.sink.mails).toHaveLength(0)
    expect(await send.books()).toMatchObject({ status: 'held', pending: 5 })
  })

  test('is told by another database under the same settings as well', async () => {
    const send = await openSend(2)
    const { app } = send.stage
    const { position } = await readWalPosition(app.db)
    writeMark(app.walMarkFile, { identity: '1/1', position })
    expect(await holdAfterRestore(app)).toBe(true)
    expect(await send.books()).toMatchObject({ status: 'held' })
  })
})

test('a rate is told from twenty outcomes in two seconds or more, over the time they took', () => {
  expect(rateOf({ outcomes: 19, seconds: 30 })).toBe(0)
  expect(rateOf({ outcomes: 500, seconds: 1 })).toBe(0)
  expect(rateOf({ outcomes: 50, seconds: 20 })).toBe(2.5)
})
