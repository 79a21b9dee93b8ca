import { sql } from 'kysely'
import { describe, expect, test } from '@jest/globals'
import { claimChunk, releaseChunk, type Claim } from '../../src/delivery/chunks.repository.ts'
import { deliverChunk } from '../../src/delivery/deliver-chunk.ts'
import type { Attempt } from '../../src/delivery/ledger.repository.ts'
import { recordResults, type Result } from '../../src/delivery/results.repository.ts'
import { findChunks } from '../../src/delivery/find-chunks.ts'
import { freePort } from '../support/redis-server.ts'
import { openSend, type Send } from './open-send.ts'

describe('a chunk', () => {
  test('is delivered once however often the job runs', async () => {
    const send = await openSend(100)
    expect(await send.deliver()).toBe(100)
    expect(await send.deliver()).toBe(0)
    expect(send.sink.mails).toHaveLength(100)
    expect(await send.books()).toMatchObject({ status: 'done', audience: 100, accepted: 100 })
  })

  test('is worked by one of two workers that want it at once', async () => {
    const send = await openSend(200)
    const attempts = await Promise.all([send.deliver(), send.deliver(), send.deliver()])
    expect(attempts.toSorted()).toEqual([0, 0, 200])
    expect(send.sink.mails).toHaveLength(200)
  })

  test('lets everyone else have their mail when one recipient is refused', async () => {
    const refuse = (address: string) =>
      address.startsWith('reader7@') ? '550 5.1.1 no such user' : undefined
    const send = await openSend(50, { refuse })
    await send.deliver()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 49, rejected: 1 })
    const row = await send.stage.app.db
      .selectFrom('delivery')
      .select(['code', 'response'])
      .where('state', '=', 'rejected')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ code: 550 })
    expect(row.response).toContain('no such user')
  })

  test('tries a deferred recipient again when the time has come, and not before', async () => {
    let full = true
    const refuse = (address: string) =>
      full && address.startsWith('reader3@') ? '452 4.2.2 full' : undefined
    const send = await openSend(10, { refuse })
    await send.deliver()
    expect(await send.books()).toMatchObject({ status: 'settling', accepted: 9, deferred: 1 })
    full = false
    send.later(3)
    expect(await send.deliver()).toBe(0)
    send.later(4)
    expect(await send.deliver()).toBe(1)
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 10, deferred: 0 })
  })

  test('does not wait for the hour of a clock that was wrong when it was given back', async () => {
    const send = await openSend(3)
    send.later(60)
    send.stage.app.stop()
    expect(await send.deliver()).toBe(0)
    send.later(-59)
    const next = await send.stage.open()
    expect(await deliverChunk(next.delivering, { issueId: send.issueId, n: 1 })).toBe(3)
    await next.close()
  })

  test('gives up on a recipient after 48 hours of deferrals', async () => {
    const send = await openSend(2, {
      refuse: (to) => (to.startsWith('reader1@') ? '451 4.7.1 greylisted' : undefined),
    })
    for (let round = 0; round < 30 && (await send.books()).status !== 'done'; round++) {
      await send.deliver()
      send.later(300)
    }
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 1, expired: 1 })
  })

  test('waits while the mail server is away, and loses nobody', async () => {
    const port = await freePort()
    const send = await openSend(120, { smtpUrl: `smtp://127.0.0.1:${port}` })
    await send.deliver()
    const books = await send.books()
    expect(books).toMatchObject({ status: 'sending', accepted: 0, attempted: 0, pending: 120, deferred: 0 })
    expect(books.reason).toContain('The mail server cannot be used')
    expect(await send.deliver()).toBe(0)
    expect(await findChunks(send.stage.app)).toHaveLength(0)
    send.later(1)
    expect(await findChunks(send.stage.app)).toHaveLength(1)
  })

  test('passes over who has left or is suppressed since the freeze', async () => {
    const send = await openSend(10)
    const { db } = send.stage.app
    await sql`UPDATE subscription SET status = 'unsubscribed' WHERE subscriber_id =
      (SELECT id FROM subscriber WHERE email LIKE 'reader1@%')`.execute(db)
    await sql`INSERT INTO suppression (address_hmac, reason, source)
      SELECT address_hmac, 'complaint', 'test' FROM subscriber WHERE email LIKE 'reader2@%'`.execute(db)
    await sql`DELETE FROM subscriber WHERE email LIKE 'reader3@%'`.execute(db)
    await send.deliver()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 7, skipped: 3 })
    expect(send.sink.mails.map((mail) => mail.to)).not.toContain('reader1@readers.example')
  })

  test('is not sent while its issue is held', async () => {
    const send = await openSend(5)
    await sql`UPDATE issue SET status = 'held'`.execute(send.stage.app.db)
    expect(await send.deliver()).toBe(0)
    expect(send.sink.mails).toHaveLength(0)
  })
})

/** A worker of another host claims the chunk, commits attempts for some of it, and is never heard of again. */
async function attemptAndDie(send: Send, size: number): Promise<{ claim: Claim; batch: readonly Attempt[] }> {
  const { db } = send.stage.app
  const wanted = { issueId: send.issueId, n: 1 }
  const now = send.stage.now()
  const claim = (await claimChunk(db, { wanted, owner: 'other-host/1/1', leaseSeconds: 60, now }))!
  const { attempts } = await take(send, claim, size)
  await sql`UPDATE chunk SET lease_until = clock_timestamp() - interval '1 second'`.execute(db)
  return { claim, batch: attempts }
}

function take(send: Send, claim: Claim, size: number) {
  const { ledger } = send.stage.app.delivering
  return ledger.exchange({ claim, leaseSeconds: 60, results: [], after: 0, size, now: send.stage.now() })
}

function acceptedAll(batch: readonly Attempt[]): Result[] {
  const told = { phase: null, code: 250, response: 'ok', retryAt: null, deferredAt: null }
  return batch.map(({ seq, attempt }) => ({ seq, attempt, state: 'accepted', ...told }))
}

async function passTwelveMinutes(send: Send): Promise<void> {
  await sql`UPDATE delivery SET attempted_at = attempted_at - interval '12 minutes'`.execute(
    send.stage.app.db,
  )
  send.later(12)
}

describe('a lease that was lost', () => {
  test('lets nothing be written under its epoch', async () => {
    const send = await openSend(10)
    const { db } = send.stage.app
    const stale = await attemptAndDie(send, 5)
    expect(stale.batch).toHaveLength(5)
    const fresh = await attemptAndDie(send, 1)
    expect(fresh.claim.epoch).toBe(stale.claim.epoch + 1)

    expect(await take(send, stale.claim, 5)).toMatchObject({ held: false, attempts: [] })
    await sql`UPDATE delivery SET epoch = ${fresh.claim.epoch} WHERE state = 'attempted'`.execute(db)
    expect(await recordResults(db, stale.claim, acceptedAll(stale.batch))).toBe(0)
  })

  test('still counts what was heard of its attempts after another had given the chunk back', async () => {
    const send = await openSend(10)
    const { db } = send.stage.app
    const stale = await attemptAndDie(send, 4)
    await send.deliver()
    expect(await recordResults(db, stale.claim, acceptedAll(stale.batch))).toBe(4)
    expect(await send.books()).toMatchObject({ accepted: 6, attempted: 4 })
    await releaseChunk(db, stale.claim, { notBefore: send.stage.now(), doubtSeconds: 30 })
    expect(await send.books()).toMatchObject({ accepted: 10, attempted: 0 })
  })

  test('leaves attempts of another host in doubt until its server must have answered, then sends them again', async () => {
    const send = await openSend(10)
    await attemptAndDie(send, 4)
    await send.deliver()
    expect(await send.books()).toMatchObject({ accepted: 6, attempted: 4 })
    expect(await findChunks(send.stage.app)).toHaveLength(0)
    await passTwelveMinutes(send)
    await send.deliver()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 10, attempted: 0 })
  })

  test('leaves them listed as unknown when the newsletter wants nobody mailed twice', async () => {
    const send = await openSend(10)
    await sql`UPDATE issue SET unknown_policy = 'leave'`.execute(send.stage.app.db)
    await attemptAndDie(send, 4)
    await passTwelveMinutes(send)
    await send.deliver()
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 6, unknown: 4 })
  })
})
