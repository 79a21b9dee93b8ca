import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addSubscriber } from '../../src/subscribers/add-subscriber.ts'
import { addressHmac } from '../../src/subscribers/address-hmac.ts'
import { parseAddress } from '../../src/subscribers/address.ts'
import { getSubscriber } from '../../src/subscribers/get-subscriber.ts'
import { listSubscribers } from '../../src/subscribers/list-subscribers.ts'
import { signToken } from '../../src/subscribers/token.ts'
import { unsubscribe } from '../../src/subscribers/unsubscribe.ts'
import { closedDatabase, keys, openReaders, type Readers } from './open-readers.ts'

let readers: Readers
const show = (email: string) => getSubscriber(readers.db, readers.newsletterId, email)

beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers.close())

describe('a person who is added', () => {
  test('is active, with the proof of consent', async () => {
    const added = await readers.add(' Ada@Example.com', { name: 'Ada', consent: ' on paper, 2026-11-01 ' })

    expect(added).toEqual({ id: expect.any(Number), email: 'Ada@example.com', created: true })
    expect(await show('ada@example.com')).toEqual({
      subscriberId: added.id,
      email: 'Ada@example.com',
      name: 'Ada',
      status: 'active',
      suppressed: false,
      consentAt: new Date('2026-11-02T08:00:00Z'),
      consentText: 'on paper, 2026-11-01',
      consentSource: 'test',
      unsubscribedAt: null,
      newsletterName: 'Weekly recap',
    })
  })

  test('twice is there once, with the first address and the first proof', async () => {
    const first = await readers.add('Ben@example.com', { name: 'Ben' })
    const before = await show('ben@example.com')
    readers.setNow(new Date('2026-11-03T08:00:00Z'))

    const again = await readers.add('BEN@EXAMPLE.COM', { consent: 'said so again' })

    expect(again).toMatchObject({ id: first.id, created: false })
    expect(await show('ben@example.com')).toEqual(before)
  })

  test('many times at once is there once', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, () => readers.add('cleo@example.com')))

    expect(added.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(added.map(({ id }) => id)).size).toBe(1)
  })

  test('after leaving stays away', async () => {
    const { id } = await readers.add('dan@example.com')
    await unsubscribe(
      readers,
      signToken(keys, 'unsubscribe', { subscriberId: id, newsletterId: readers.newsletterId }),
    )

    expect(await readers.add('dan@example.com')).toMatchObject({ id, created: false })
    expect(await show('dan@example.com')).toMatchObject({ status: 'unsubscribed' })
  })

  test('while suppressed is shown as suppressed', async () => {
    const hmac = addressHmac(keys, parseAddress('eve@example.com'))
    await readers.db
      .insertInto('suppression')
      .values({ address_hmac: hmac, reason: 'complaint', source: 'test' })
      .execute()
    await readers.add('Eve@example.com')
    await readers.add('frank@example.com')

    const rows = await listSubscribers(readers.db, readers.newsletterId, { after: 0, limit: 100 })
    expect(rows.filter(({ suppressed }) => suppressed).map(({ email }) => email)).toEqual(['Eve@example.com'])
    expect(await show('eve@example.com')).toMatchObject({ status: 'active', suppressed: true })
  })
})

test('the name under which an address is suppressed outlives a rotation of keys and the spelling', () => {
  const names = [
    addressHmac(keys, parseAddress('ada@example.com')),
    addressHmac(keys.slice(1), parseAddress('ADA@example.com')),
    addressHmac([{ id: 'k3', key: Buffer.alloc(32, 3) }, ...keys], parseAddress('ada@EXAMPLE.com')),
  ].map((name) => name.toString('hex'))
  expect(new Set(names).size).toBe(1)
})

test('subscribers are listed page by page in the order of their ids', async () => {
  const page = (after: number) => listSubscribers(readers.db, readers.newsletterId, { after, limit: 2 })
  const all = await listSubscribers(readers.db, readers.newsletterId, { after: 0, limit: 100 })
  const first = await page(0)
  const second = await page(first[1]!.id)
  expect([...first, ...second]).toEqual(all.slice(0, 4))
})

test.each([
  ['a bad address', { email: 'ada' }],
  ['no consent', { consent: ' ' }],
])('with %s nothing is written', async (_fault, more) => {
  const input = { newsletterId: 1, email: 'gus@example.com', consent: 'yes', source: 'test', ...more }
  const adding = addSubscriber({ ...readers, db: closedDatabase }, input)
  await expect(adding).rejects.toMatchObject({ code: 'bad_input' })
})

test('a stranger is not found, and the command that lists subscribers is named', async () => {
  await expect(show('stranger@example.com')).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('recap subscriber list'),
  })
  await expect(getSubscriber(readers.db, readers.newsletterId + 1, 'ada@example.com')).rejects.toMatchObject({
    code: 'not_found',
  })
})
