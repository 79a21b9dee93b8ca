import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  insertSubscriberEvents,
  listSubscriberEvents,
  type SubscriberEvent,
} from '../../src/subscribers/subscriber-events.repository.ts'
import { isSubscribed } from '../../src/subscribers/wanted.repository.ts'
import { openReaders, type Readers } from './open-readers.ts'

let readers: Readers
const at = new Date('2026-11-10T08:00:00Z')

beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers.close())

test('a history is read in the order in which it was written, for one person alone', async () => {
  const { newsletterId } = readers
  const [ada, ben] = [await readers.add('ada@example.com'), await readers.add('ben@example.com')]
  const step = (subscriberId: number, kind: SubscriberEvent['kind']): SubscriberEvent => ({
    subscriberId,
    newsletterId,
    at,
    kind,
    source: 'test',
    detail: { topics: ['tax'], note: 'a "quoted" line' },
  })
  await insertSubscriberEvents(readers.db, [step(ada.id, 'requested'), step(ben.id, 'requested')])
  await insertSubscriberEvents(readers.db, [step(ada.id, 'confirmed')])
  await insertSubscriberEvents(readers.db, [])
  expect(await listSubscriberEvents(readers.db, { subscriberId: ada.id, newsletterId })).toEqual([
    expect.objectContaining({ kind: 'added' }),
    step(ada.id, 'requested'),
    step(ada.id, 'confirmed'),
  ])
})

test.each([
  ['active', null, true],
  ['pending', null, false],
  ['unsubscribed', null, false],
  ['paused', null, false],
  ['paused', new Date('2026-11-10T08:00:01Z'), false],
  ['paused', new Date('2026-11-10T08:00:00Z'), true],
] as const)(
  'a subscription that is %s, paused until %p, takes mail: %p',
  async (status, pausedUntil, takes) => {
    const { id } = await readers.add(`reader-${status}-${pausedUntil?.getTime()}@example.com`)
    await readers.db
      .updateTable('subscription')
      .set({ status, paused_until: pausedUntil })
      .where('subscriber_id', '=', id)
      .execute()
    const row = await readers.db
      .selectFrom('subscription')
      .select(isSubscribed(at).as('takes'))
      .where('subscriber_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.takes).toBe(takes)
  },
)
