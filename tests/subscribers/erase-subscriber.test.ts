import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { eraseSubscriber } from '../../src/subscribers/erase-subscriber.ts'
import { showSubscriber } from '../../src/subscribers/show-subscriber.ts'
import { suppressAddress } from '../../src/subscribers/suppress-address.ts'
import { openReaders, type Readers } from './open-readers.ts'

let readers: Readers

beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers.close())

const erase = (email: string, suppress = false) =>
  eraseSubscriber(readers, { newsletterId: readers.newsletterId, email, suppress, actor: 'test' })
const count = async (table: 'subscriber' | 'subscription' | 'subscriber_event' | 'suppression') =>
  (await readers.db.selectFrom(table).selectAll().execute()).length

test('an erased person leaves the counts of past issues, and nothing that tells who it was', async () => {
  const { id } = await readers.add('ada@example.com')
  const { newsletterId, db } = readers
  const { rows } = await sql<{ id: number }>`
    INSERT INTO issue (newsletter_id, slot_key, slug, window_start, window_end, slot_prefix, message_seed, frozen_at)
    VALUES (${newsletterId}, '2026-W44', '2026-w44', now(), now(), 'x', '\\x00', now()) RETURNING id`.execute(
    db,
  )
  const issueId = rows[0]?.id ?? 0
  await sql`CREATE TABLE delivery_e PARTITION OF delivery FOR VALUES IN (${sql.lit(issueId)})`.execute(db)
  const delivery = { issue_id: issueId, seq: 1, subscriber_id: id, state: 'rejected', code: 550 } as const
  await db
    .insertInto('delivery')
    .values({ ...delivery, response: '550 <ada@example.com> unknown' })
    .execute()
  const { timeline } = await showSubscriber(db, newsletterId, 'ada@example.com')
  expect(timeline.map(({ event, detail }) => [event, detail])).toContainEqual([
    'issue',
    '2026-w44 rejected (550)',
  ])

  expect(await erase('ADA@example.com')).toEqual({
    email: 'ada@example.com',
    erased: true,
    suppressed: false,
  })

  const ledger = await db.selectFrom('delivery').selectAll().execute()
  expect(ledger).toEqual([expect.objectContaining({ ...delivery, response: null })])
  for (const table of ['subscriber', 'subscription', 'subscriber_event', 'suppression'] as const)
    expect(await count(table)).toBe(0)
  const audit = await db.selectFrom('audit').select(['actor', 'action', 'subject', 'detail']).execute()
  expect(audit).toEqual([
    { actor: 'test', action: 'subscriber.erase', subject: `subscriber ${id}`, detail: {} },
  ])
})

test('a suppression outlives the erasure, and one can be asked for', async () => {
  await readers.add('ben@example.com')
  await readers.add('cleo@example.com')
  const wish = { newsletterId: readers.newsletterId, reason: 'complaint', source: 'test' } as const
  await suppressAddress(readers, { ...wish, email: 'ben@example.com' })
  expect(await erase('ben@example.com')).toMatchObject({ suppressed: true })
  expect(await erase('cleo@example.com', true)).toMatchObject({ suppressed: true })
  const rows = await readers.db.selectFrom('suppression').select('reason').orderBy('reason').execute()
  expect(rows.map(({ reason }) => reason)).toEqual(['complaint', 'erasure'])
  for (const email of ['ben@example.com', 'cleo@example.com']) {
    await readers.add(email)
    expect(await showSubscriber(readers.db, readers.newsletterId, email)).toMatchObject({ suppressed: true })
  }
})

test('a stranger cannot be erased', async () => {
  await expect(erase('nobody@example.com')).rejects.toMatchObject({ code: 'not_found' })
})
