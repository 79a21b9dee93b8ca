import { mkdtemp, open, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openUnsubscribeJournal, readUnsubscribeJournal } from '../../src/subscribers/unsubscribe-journal.ts'
import { recordBytes, type Leaving } from '../../src/subscribers/unsubscribe-record.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recap-journal-'))
  file = path.join(folder, 'unsubscribes', 'one.journal')
})
afterEach(() => rm(folder, { recursive: true }))

const leaving = (subscriberId: number): Leaving => ({
  subscriberId,
  newsletterId: 7,
  at: new Date(1_790_000_000_000 + subscriberId),
})
const people = (count: number) => Array.from({ length: count }, (_, index) => leaving(index + 1))

test('what was appended is there after a process that just ended', async () => {
  const journal = await openUnsubscribeJournal(file, 100)
  await Promise.all(people(60).map((one) => journal.append(one)))
  // Not closed: a killed process closes nothing.
  expect(await readUnsubscribeJournal(file)).toEqual(people(60))
  const after = await openUnsubscribeJournal(file, 100)
  expect(after.isEmpty).toBe(false)
  const drained: Leaving[] = []
  await after.drain(async (batch) => void drained.push(...batch))
  expect(drained).toEqual(people(60))
  expect(after.isEmpty).toBe(true)
  expect(await readUnsubscribeJournal(file)).toEqual([])
  await after.close()
  await journal.close()
})

test('its file has its full size from the start and never grows', async () => {
  const journal = await openUnsubscribeJournal(file, 100)
  expect((await stat(file)).size).toBe(100 * recordBytes)
  await Promise.all(people(100).map((one) => journal.append(one)))
  expect((await stat(file)).size).toBe(100 * recordBytes)
  await journal.close()
})

test('a full journal refuses for now and loses nothing of what it took', async () => {
  const journal = await openUnsubscribeJournal(file, 10)
  const answers = await Promise.allSettled(people(15).map((one) => journal.append(one)))
  const refused = answers.filter((answer) => answer.status === 'rejected')
  expect(refused).toHaveLength(5)
  expect(refused[0]?.reason).toMatchObject({ code: 'retry_later', message: expect.stringContaining('full') })
  expect(await readUnsubscribeJournal(file)).toEqual(people(10))
  await journal.close()
})

test('a record that was half-written is passed over, and those around it are read', async () => {
  const journal = await openUnsubscribeJournal(file, 10)
  for (const one of people(3)) await journal.append(one)
  await journal.close()
  const handle = await open(file, 'r+')
  await handle.write(Buffer.alloc(11), 0, 11, recordBytes + 9)
  await handle.close()
  const after = await openUnsubscribeJournal(file, 10)
  await after.append(leaving(4))
  expect(await readUnsubscribeJournal(file)).toEqual([leaving(1), leaving(3), leaving(4)])
  await after.close()
})

test('a file that was cut short or holds anything else gives what is whole in it', async () => {
  const journal = await openUnsubscribeJournal(file, 10)
  for (const one of people(3)) await journal.append(one)
  await journal.close()
  await truncate(file, 2 * recordBytes + 5)
  expect(await readUnsubscribeJournal(file)).toEqual(people(2))
  const after = await openUnsubscribeJournal(file, 10)
  expect((await readFile(file)).length).toBe(10 * recordBytes)
  await after.append(leaving(9))
  expect(await readUnsubscribeJournal(file)).toEqual([...people(2), leaving(9)])
  await after.close()
})

test('what comes while a journal is drained is handed over next, however many drain it', async () => {
  const journal = await openUnsubscribeJournal(file, 1000)
  await Promise.all(people(50).map((one) => journal.append(one)))
  const seen = new Set<number>()
  let late: Promise<void>[] | undefined
  const apply = async (batch: readonly Leaving[]): Promise<void> => {
    late ??= people(100)
      .slice(50)
      .map((one) => journal.append(one))
    await Promise.all(late)
    for (const { subscriberId } of batch) seen.add(subscriberId)
  }
  await Promise.all([journal.drain(apply), journal.drain(apply), journal.drain(apply)])
  expect(seen.size).toBe(100)
  expect(journal.isEmpty).toBe(true)
  await journal.close()
})

test('a drain that fails keeps everything', async () => {
  const journal = await openUnsubscribeJournal(file, 10)
  await journal.append(leaving(1))
  await expect(journal.drain(async () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await readUnsubscribeJournal(file)).toEqual([leaving(1)])
  await journal.close()
})
