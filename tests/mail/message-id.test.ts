import { expect, test } from '@jest/globals'
import { messageId } from '../../src/mail/message-id.ts'

const seed = Buffer.alloc(32, 1)

test('the same delivery has the same Message-ID, another issue or person another one', () => {
  const id = messageId(seed, 7, 'sample.example')
  expect(messageId(Buffer.from(seed), 7, 'sample.example')).toBe(id)
  expect(messageId(Buffer.alloc(32, 2), 7, 'sample.example')).not.toBe(id)
  const ids = Array.from({ length: 10_000 }, (_, n) => messageId(seed, n, 'sample.example'))
  expect(new Set(ids).size).toBe(ids.length)
})

test('a Message-ID is an ASCII word of at most 200 characters at the domain of the sender', () => {
  expect(messageId(seed, 7, 'sample.example')).toMatch(/^<[0-9a-v]{32}@sample\.example>$/)
  expect(messageId(seed, 7, 'localhost')).toMatch(/@localhost>$/)
  expect(messageId(seed, 7, 'bücher.example')).toMatch(/@xn--bcher-kva\.example>$/)
  const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example`
  expect(messageId(seed, 7, long)).toMatch(/^<.{32}@b{60}\.c{60}\.example>$/)
})
