import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { withNewKey } from '../../src/add-key.ts'
import { loadConfig } from '../../src/config.ts'
import { signToken } from '../../src/subscribers/token.ts'
import { unsubscribe } from '../../src/subscribers/unsubscribe.ts'
import { keys, openReaders, type Readers } from './open-readers.ts'

let readers: Readers

beforeAll(async () => {
  readers = await openReaders()
})
afterAll(() => readers.close())

test('an unsubscribe link works 400 days and two rotations of the keys later', async () => {
  const { id } = await readers.add('ada@example.com')
  const token = signToken(keys, 'unsubscribe', { subscriberId: id, newsletterId: readers.newsletterId })
  readers.setNow(new Date(readers.now().getTime() + 400 * 86_400_000))
  const once = loadConfig({ SECRET_KEYS: withNewKey(keys) }).keys
  const rotated = loadConfig({ SECRET_KEYS: withNewKey(once) }).keys
  expect(rotated.map(({ id }) => id).slice(2)).toEqual(keys.map(({ id }) => id))
  const left = await unsubscribe({ ...readers, keys: rotated }, token)
  expect(left).toMatchObject({ email: 'ada@example.com', status: 'unsubscribed' })
})
