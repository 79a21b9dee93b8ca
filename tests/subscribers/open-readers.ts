import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, type Database } from '../../src/db/database.ts'
import { getNewsletter } from '../../src/digest/ensure-newsletter.ts'
import type { KeyRing } from '../../src/key-ring.ts'
import {
  addSubscriber,
  type SubscriberInput,
  type SubscriberNeeds,
} from '../../src/subscribers/add-subscriber.ts'
import { openUnsubscribes, type Unsubscribes } from '../../src/subscribers/open-unsubscribes.ts'
import { silentLogger } from '../../src/log.ts'
import { createTestDatabase } from '../support/test-database.ts'

export const keys: KeyRing = [
  { id: 'k2', key: Buffer.alloc(32, 2) },
  { id: 'k1', key: Buffer.alloc(32, 1) },
]

/** The use cases' needs over a database of its own, with a clock that the test moves. */
export interface Readers extends SubscriberNeeds {
  readonly newsletterId: number
  readonly unsubscribes: Unsubscribes
  /** Where unsubscribes are kept while the database is away. */
  readonly folder: string
  setNow(now: Date): void
  add(email: string, more?: Partial<SubscriberInput>): ReturnType<typeof addSubscriber>
  close(): Promise<void>
}

export async function openReaders(): Promise<Readers> {
  let now = new Date('2026-11-02T08:00:00Z')
  const database = await createTestDatabase()
  const db = await openDatabase(database.url, 'recap test')
  const newsletterId = (await getNewsletter(db)).id
  const folder = await mkdtemp(path.join(tmpdir(), 'recap-readers-'))
  const unsubscribes = openUnsubscribes({ db, logger: silentLogger(), folder })
  const needs = { db, keys, now: () => now }
  const usual = { newsletterId, consent: 'asked in person', source: 'test' }
  return {
    ...needs,
    newsletterId,
    unsubscribes,
    folder,
    setNow: (at) => (now = at),
    add: (email, more) => addSubscriber(needs, { ...usual, email, ...more }),
    async close() {
      await unsubscribes.close()
      await rm(folder, { recursive: true })
      await db.destroy()
      await database.drop()
    },
  }
}

/** A database that must not be asked. */
export const closedDatabase: Database = new Proxy({} as Database, {
  get() {
    throw new Error('the database was asked')
  },
})
