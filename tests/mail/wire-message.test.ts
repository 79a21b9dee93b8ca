import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { wireMessage, type Message } from '../../src/mail/wire-message.ts'

function onWire(message: Message): string {
  return Buffer.concat([...wireMessage(message, new WeakSet()).segments]).toString('latin1')
}

/** What a server makes of the bytes behind DATA (RFC 5321 4.5.2). */
function received(wire: string): string {
  const end = `\r\n${wire}`.indexOf('\r\n.\r\n')
  return wire.slice(0, end).replace(/(^|\r\n)\./g, '$1')
}

test('a message of whole lines passes as it is, with a dot behind it', () => {
  expect(onWire(Buffer.from('Subject: a\r\n\r\ntext\r\n'))).toBe('Subject: a\r\n\r\ntext\r\n.\r\n')
  expect(onWire(Buffer.from('Subject: a\r\n\r\ntext'))).toBe('Subject: a\r\n\r\ntext\r\n.\r\n')
})

test('segments without a dot in front of a line are passed on, not copied', () => {
  const segments = [Buffer.from('Subject: a\r\n\r\n'), Buffer.alloc(5000, 'x'), Buffer.from('\r\n')]
  const checked = new WeakSet<Buffer>()
  const { segments: passed, size } = wireMessage(segments, checked)
  expect(passed.slice(0, 3)).toEqual(segments)
  expect(passed[1]).toBe(segments[1])
  expect(size).toBe(5000 + 14 + 2 + 3)
  expect(wireMessage(segments, checked).segments[1]).toBe(segments[1])
})

test.each([
  [['a\r\n.b\r\n']],
  [['.a\r\n']],
  [['a\r\n', '.b\r\n']],
  [['a\r', '\n.b\r\n']],
  [['a\r\n', '', '.\r\n', 'MAIL FROM:<eve@evil.example>\r\n']],
  [['a\n.\nb\r\n']],
  [['a\r.\rb\r\n']],
])('a dot in front of a line is doubled wherever the segments of %j meet', (parts) => {
  const message = parts.join('').replace(/\r\n?|\n/g, '\r\n')
  const wire = onWire(parts.map((part) => Buffer.from(part)))
  expect(received(wire)).toBe(message)
  expect(wire.endsWith('\r\n.\r\n')).toBe(true)
})

test('whatever a message holds, the server reads the same message and ends where it ends', () => {
  const text = fc.array(fc.constantFrom('.', '\r', '\n', '\r\n', 'a', '\r\n.\r\n', 'ä'), { maxLength: 30 })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, isWhole) => {
      const buffers = parts.map((part) => Buffer.from(part.join('')))
      const wire = onWire(isWhole ? Buffer.concat(buffers) : buffers)
      expect(`\r\n${wire}`.indexOf('\r\n.\r\n') + 3).toBe(wire.length)
      expect(wire.slice(0, -3)).not.toMatch(/(^|[\r\n])\.([\r\n]|$)/)
    }),
  )
})
