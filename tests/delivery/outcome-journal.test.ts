import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from '@jest/globals'
import { claimChunk, type Claim } from '../../src/delivery/chunks.repository.ts'
import { openJournal, type OutcomeJournal } from '../../src/delivery/outcome-journal.ts'
import { parseJournal, replayJournals } from '../../src/delivery/replay-journal.ts'
import type { Result } from '../../src/delivery/results.repository.ts'
import { takeOver } from '../../src/delivery/take-over.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { openSend, type Send } from './open-send.ts'

const accepted = (seq: number): Result => {
  return {
    seq,
    attempt: 1,
    state: 'accepted',
    phase: null,
    code: 250,
    response: '250 ok',
    retryAt: null,
    deferredAt: null,
  }
}

const never = (error: unknown): never => {
  throw error
}

/** The name of a process of this host that is dead: no process has this number. */
const deadOwner = ownerOf(process.pid).replace(`/${process.pid}/`, '/4194305/')

interface Death {
  readonly claim: Claim
  readonly journal: OutcomeJournal
}

/** A process of this host takes ten recipients, hears of some, and is killed before the ledger knows. */
async function takeAndDie(send: Send, heard: readonly number[]): Promise<Death> {
  const { app } = send.stage
  const wanted = { issueId: send.issueId, n: 1 }
  const now = send.stage.now()
  const claim = (await claimChunk(app.db, { wanted, owner: deadOwner, leaseSeconds: 60, now }))!
  const exchange = { claim, leaseSeconds: 60, results: [], after: 0, size: 10, now }
  await app.delivering.ledger.exchange(exchange)
  const journal = openJournal(app.delivering.journal.folder, deadOwner, never)
  const chunk = journal.open(claim)
  for (const seq of heard) chunk.write(accepted(seq))
  await chunk.close(false)
  return { claim, journal }
}

const filesOf = (journal: OutcomeJournal): string[] => {
  const folder = path.join(journal.folder, encodeURIComponent(journal.owner))
  return existsSync(folder) ? readdirSync(folder) : []
}

describe('the journal of a worker that was killed', () => {
  test('tells the ledger who has had the mail, before anybody is mailed again, and goes', async () => {
    const send = await openSend(20)
    const { journal } = await takeAndDie(send, [1, 2, 3, 4, 5, 6, 7])
    expect(await takeOver(send.stage.app.delivering)).toBe(1)
    expect(await send.books()).toMatchObject({ accepted: 7, attempted: 3, pending: 10 })
    expect(filesOf(journal)).toEqual([])
    expect(await send.deliver()).toBe(13)
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 20 })
    expect(send.sink.mails).toHaveLength(13)
  })

  test('is replayed twice, and beside itself, without changing anything', async () => {
    const send = await openSend(20)
    await takeAndDie(send, [1, 2, 3])
    const { delivering } = send.stage.app
    await Promise.all([replayJournals(delivering), replayJournals(delivering)])
    expect(await replayJournals(delivering)).toBe(0)
    expect(await send.books()).toMatchObject({ accepted: 3, attempted: 7 })
  })

  test('does not answer for an attempt that was made later', async () => {
    const send = await openSend(20)
    await takeAndDie(send, [1, 2, 3])
    await sql`UPDATE delivery SET attempt = 2 WHERE seq = 2`.execute(send.stage.app.db)
    expect(await replayJournals(send.stage.app.delivering)).toBe(2)
  })

  test('may end in the middle of a line', async () => {
    const send = await openSend(20)
    const { journal } = await takeAndDie(send, [1, 2])
    const [file = ''] = filesOf(journal)
    const place = path.join(journal.folder, encodeURIComponent(deadOwner), file)
    appendFileSync(place, JSON.stringify(accepted(3)).slice(0, 40))
    expect(await replayJournals(send.stage.app.delivering)).toBe(2)
  })

  test('puts back who was taken and is known not to have been mailed', async () => {
    const send = await openSend(20)
    const { journal, claim } = await takeAndDie(send, [1, 2])
    const chunk = journal.open(claim)
    chunk.writeUntouched(5)
    await chunk.close(false)
    await replayJournals(send.stage.app.delivering)
    expect(await send.books()).toMatchObject({ accepted: 2, attempted: 3, pending: 15 })
  })
})

test('a journal is a line for each outcome, written at once, and goes when the ledger has them', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-journal-'))
  const journal = openJournal(folder, 'host/1/2', never)
  const claim = { issueId: 7, n: 2, epoch: 3, seqFrom: 1, seqTo: 9, previousOwner: null, status: 'sending' }
  const chunk = journal.open(claim as Claim)
  chunk.write(accepted(1))
  chunk.write(accepted(2))
  expect(parseJournal(readFileSync(chunk.file, 'utf8'))).toEqual([accepted(1), accepted(2)])
  expect(journal.isOpen(chunk.file)).toBe(true)
  await chunk.close(true)
  expect(existsSync(chunk.file)).toBe(false)
  expect(journal.isOpen(chunk.file)).toBe(false)
  rmSync(folder, { recursive: true })
})

test.each(['', 'null', '7', '{}', '[]', '"seq"', '{"seq":1}', '{"seq":1,"attempt":1,"sta'])(
  'a line that is no outcome is passed over: %j',
  (line) => {
    expect(parseJournal(`${line}\n${JSON.stringify(accepted(1))}\n${line}`)).toEqual([accepted(1)])
  },
)
