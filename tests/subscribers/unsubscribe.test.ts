import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { getSubscriber } from '../../src/subscribers/get-subscriber.ts'
import { resubscribe } from '../../src/subscribers/resubscribe.ts'
import { signToken, type TokenPurpose } from '../../src/subscribers/token.ts'
import { listSubscriberEvents } from '../../src/subscribers/subscriber-events.repository.ts'
import { unsubscribeAddress } from '../../src/subscribers/unsubscribe-address.ts'
import { unsubscribe } from '../../src/subscribers/unsubscribe.ts'
import { closedDatabase, keys, openReaders, type Readers } from './open-readers.ts'

let readers: Readers
const leftAt = new Date('2026-11-10T08:00:00Z')

beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers.close())

async function addWithToken(email: string): Promise<string> {
  const { id } = await readers.add(email)
  return tokenOf(id)
}

const tokenOf = (subscriberId: number, purpose: TokenPurpose = 'unsubscribe') =>
  signToken(keys, purpose, { subscriberId, newsletterId: readers.newsletterId })

const show = (email: string) => getSubscriber(readers.db, readers.newsletterId, email)
const askedBy = (email: string) => ({ newsletterId: readers.newsletterId, email, source: 'test' })

describe('an unsubscribe', () => {
  test('ends the subscription of one person, and again changes nothing', async () => {
    const token = await addWithToken('ada@example.com')
    await addWithToken('ben@example.com')
    const ben = await show('ben@example.com')
    readers.setNow(leftAt)

    const left = await unsubscribe(readers, token)
    readers.setNow(new Date('2026-11-11T08:00:00Z'))

    expect(left).toMatchObject({ email: 'ada@example.com', status: 'unsubscribed' })
    expect(await unsubscribe(readers, token)).toEqual(left)
    expect(await show('ada@example.com')).toMatchObject({ status: 'unsubscribed', unsubscribedAt: leftAt })
    expect(await show('ben@example.com')).toEqual(ben)
  })

  test('by many clicks at once is one', async () => {
    const token = await addWithToken('cleo@example.com')
    const rows = await Promise.all(Array.from({ length: 8 }, () => unsubscribe(readers, token)))
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1)
    const { subscriberId } = await show('cleo@example.com')
    const steps = await listSubscriberEvents(readers.db, { subscriberId, newsletterId: readers.newsletterId })
    expect(steps.map(({ kind }) => kind)).toEqual(['added', 'unsubscribed'])
  })

  test('at the request of its owner needs the address alone, and may be repeated', async () => {
    await addWithToken('dan@example.com')
    readers.setNow(leftAt)
    const left = await unsubscribeAddress(readers, askedBy('DAN@example.com'))
    readers.setNow(new Date('2026-11-12T08:00:00Z'))

    expect(left).toMatchObject({ status: 'unsubscribed', unsubscribedAt: leftAt })
    expect(await unsubscribeAddress(readers, askedBy('dan@example.com'))).toEqual(left)
    await expect(unsubscribeAddress(readers, askedBy('nobody@example.com'))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test.each(['pending', 'paused'] as const)('ends a %s subscription too', async (status) => {
    const email = `${status}@example.com`
    const token = await addWithToken(email)
    await setStatus(email, status)
    expect(await unsubscribe(readers, token)).toMatchObject({ status: 'unsubscribed' })
  })
})

async function setStatus(email: string, status: 'pending' | 'paused'): Promise<void> {
  const { subscriberId } = await show(email)
  await readers.db
    .updateTable('subscription')
    .set({ status })
    .where('subscriber_id', '=', subscriberId)
    .execute()
}

describe('taking an unsubscribe back', () => {
  test('makes the subscription what it was, and again changes nothing', async () => {
    const token = await addWithToken('eve@example.com')
    const before = await show('eve@example.com')
    await unsubscribe(readers, token)

    expect(await resubscribe(readers, token)).toMatchObject({ status: 'active' })
    expect(await resubscribe(readers, token)).toMatchObject({ status: 'active' })
    expect(await show('eve@example.com')).toEqual(before)
  })

  test.each(['pending', 'paused'] as const)('leaves a %s subscription as it is', async (status) => {
    const email = `still-${status}@example.com`
    const token = await addWithToken(email)
    await setStatus(email, status)
    expect(await resubscribe(readers, token)).toMatchObject({ status })
  })
})

describe.each([
  ['unsubscribe', unsubscribe],
  ['resubscribe', resubscribe],
])('%s', (_name, use) => {
  test('does not ask the database about a token that is not ours', async () => {
    const end = async () => Promise.reject(new Error('the database was asked'))
    const closed = { ...readers, db: closedDatabase, unsubscribes: { end } }
    const token = tokenOf(1)
    const forged = ['', 'x', `${token}x`, token.slice(0, -1), token.replace('.1.', '.2.'), tokenOf(1, 'view')]
    for (const text of forged) expect(await use(closed, text)).toBeUndefined()
    await expect(use(closed, token)).rejects.toThrow('the database was asked')
  })

  test('finds no one for a person who is no more', async () => {
    expect(await use(readers, tokenOf(999_999))).toBeUndefined()
  })
})
