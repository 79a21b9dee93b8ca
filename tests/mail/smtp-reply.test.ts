import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { openReplyReader } from '../../src/mail/smtp-reply.ts'

const two = '250-first line\r\n250-SIZE 1000\r\n250 last\r\n550 5.1.1 nobody\r\n'
const read = [
  { code: 250, text: '250-first line\r\n250-SIZE 1000\r\n250 last' },
  { code: 550, text: '550 5.1.1 nobody' },
]

test('replies of one and of several lines are read whole', () => {
  expect(openReplyReader().push(Buffer.from(two))).toEqual(read)
})

test('it does not matter where the network cuts', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(two.length), { maxLength: 8 }), (cuts) => {
      const reader = openReplyReader()
      const places = [0, ...cuts.toSorted((a, b) => a - b), two.length]
      const replies = places
        .slice(1)
        .flatMap((end, index) => reader.push(Buffer.from(two.slice(places[index], end))))
      expect(replies).toEqual(read)
    }),
  )
})

test.each(['250\r\n', '250 \r\n', '354 go\n', '250 ok\r\n'])('%j is a reply', (text) => {
  expect(openReplyReader().push(Buffer.from(text))).toHaveLength(1)
})

test('UTF-8 is read as such, even when a letter comes in two pieces, and other bytes stay readable', () => {
  const reader = openReplyReader()
  const bytes = Buffer.from('550 Empfänger\r\n')
  expect(reader.push(bytes.subarray(0, 9))).toEqual([])
  expect(reader.push(bytes.subarray(9))[0]?.text).toBe('550 Empfänger')
  expect(reader.push(Buffer.from('550 Empf\xe4nger\r\n', 'latin1'))[0]?.text).toBe('550 Empfänger')
})

describe('what is no reply is an error, and takes no memory', () => {
  test.each([
    'HTTP/1.1 400 Bad Request\r\n',
    'hello\r\n',
    '\r\n',
    '999 what\r\n',
    '150 early\r\n',
    '25 ok\r\n',
    '2500 ok\r\n',
    '250ok\r\n',
    '250-one\r\n550 another\r\n',
    '250-one\r\nwhat\r\n',
  ])('%j', (text) => {
    expect(() => openReplyReader().push(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'EPROTOCOL' }),
    )
  })

  test('a line of a megabyte that does not end', () => {
    const reader = openReplyReader()
    const piece = Buffer.alloc(16 * 1024, 'x')
    expect(() => Array.from({ length: 64 }, () => reader.push(piece))).toThrow('does not end')
  })

  test('a reply of lines without end', () => {
    const reader = openReplyReader()
    const lines = Buffer.from(`250-${'x'.repeat(60)}\r\n`.repeat(100))
    expect(() => Array.from({ length: 64 }, () => reader.push(lines))).toThrow('does not end')
  })

  test('bytes of any kind end in replies or in an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          for (const { code } of openReplyReader().push(Buffer.from(bytes))) expect(code).toBeLessThan(600)
        } catch (error) {
          expect(error).toMatchObject({ code: 'EPROTOCOL' })
        }
      }),
    )
  })
})

test('six hundred lines are a reply, and what is kept of it is short', () => {
  const lines = `${`250-${'x'.repeat(60)}\r\n`.repeat(599)}250 done\r\n`
  const [reply] = openReplyReader().push(Buffer.from(lines))
  expect(reply?.code).toBe(250)
  expect(reply?.text.length).toBeLessThanOrEqual(8192)
})
