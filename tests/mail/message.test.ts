import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { writeAddress } from '../../src/mail/mailbox.ts'
import { composeMessage, type OutgoingMail } from '../../src/mail/message.ts'

const mail: OutgoingMail = {
  from: 'Sample Weekly <weekly@sample.example>',
  to: 'ada@readers.example',
  replyTo: null,
  subject: 'The night tram, and four more',
  html: '<p>The night tram runs.</p>\n',
  text: 'The night tram runs.\n',
  messageId: '<0123456789abcdef0123456789abcdef01234567@sample.example>',
  date: new Date('2026-11-23T06:00:00Z'),
  headers: {
    'List-Unsubscribe': '<https://news.sample.example/unsubscribe/token>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': '<main.news.sample.example>',
    'Feedback-ID': '1:1:digest:recap',
    Precedence: 'bulk',
  },
}

async function compose(changes: Partial<OutgoingMail> = {}): Promise<string> {
  return (await composeMessage({ ...mail, ...changes })).toString('latin1')
}

/** The header fields of a message, unfolded. */
function fieldsOf(source: string): string[] {
  return source
    .slice(0, source.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
}

const namesOf = (source: string) => fieldsOf(source).map((field) => field.slice(0, field.indexOf(':')))

test('the same mail gives the same bytes', async () => {
  expect(await compose()).toBe(await compose())
  const other = await compose({ text: 'Another text.' })
  expect(other).not.toContain(/boundary="([^"]+)"/.exec(await compose())![1])
})

test('a message has exactly the header fields that were asked for, once each', async () => {
  expect(fieldsOf(await compose())).toEqual([
    'To: ada@readers.example',
    'Message-ID: <0123456789abcdef0123456789abcdef01234567@sample.example>',
    'From: Sample Weekly <weekly@sample.example>',
    'Subject: The night tram, and four more',
    'Date: Mon, 23 Nov 2026 06:00:00 +0000',
    'List-Unsubscribe: <https://news.sample.example/unsubscribe/token>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'List-Id: <main.news.sample.example>',
    'Feedback-ID: 1:1:digest:recap',
    'Precedence: bulk',
    'MIME-Version: 1.0',
    expect.stringMatching(/^Content-Type: multipart\/alternative; boundary="[^"]+"$/),
  ])
})

test('the text stands before the HTML', async () => {
  const source = await compose()
  expect(source.indexOf('text/plain')).toBeGreaterThan(0)
  expect(source.indexOf('text/html')).toBeGreaterThan(source.indexOf('text/plain'))
})

test('names, subjects and bodies in any script come back as they were', async () => {
  const subject = 'Größe, 夜の電車 и «ночной трамвай» 🚋'
  const text = 'Der Straßenbahn-Plan: 夜の電車\n\n.\nFrom here\n🚋'
  const source = await compose({
    from: 'Zeitung für Böse <w@sample.example>',
    replyTo: 'Jürgen <j@sample.example>',
    subject,
    text,
  })
  expect(source).toMatch(/^\p{ASCII}*$/u)
  const parsed = await simpleParser(source)
  expect(parsed.from?.value).toEqual([{ name: 'Zeitung für Böse', address: 'w@sample.example' }])
  expect(parsed.replyTo?.value).toEqual([{ name: 'Jürgen', address: 'j@sample.example' }])
  expect(parsed.subject).toBe(subject)
  expect(parsed.text?.trim()).toBe(text)
})

describe('a sender is one mailbox, whatever its name holds', () => {
  const senders: [string, string][] = [
    ['Smith, Jo <w@sample.example>', 'Smith, Jo'],
    ['Recap: the week; really <w@sample.example>', 'Recap: the week; really'],
    ['"Smith, \\"Jo\\"" <w@sample.example>', 'Smith, "Jo"'],
    ['The "best" weekly <w@sample.example>', 'The "best" weekly'],
    ['(comment) <w@sample.example>', '(comment)'],
    ['<w@sample.example>', ''],
    ['w@sample.example', ''],
  ]
  test.each(senders)('%s', async (from, name) => {
    const parsed = await simpleParser(await compose({ from, replyTo: from }))
    expect(parsed.from?.value).toEqual([{ name, address: 'w@sample.example' }])
    expect(parsed.replyTo?.value).toEqual([{ name, address: 'w@sample.example' }])
  })
})

describe('a line break in a field starts no other field', () => {
  const breaks = ['\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\u0085', '\0\r\n', '\v', '\r\n ']
  const evil = (text: string, lineBreak: string) =>
    `${text}${lineBreak}Bcc: evil@evil.example${lineBreak}X-Evil: 1`
  type Change = [string, (lineBreak: string) => Partial<OutgoingMail>]
  const cleaned: Change[] = [
    ['the name of the sender', (at) => ({ from: `${evil('Weekly', at)} <w@sample.example>` })],
    ['the subject', (at) => ({ subject: evil('Hello', at) })],
  ]
  test.each(cleaned)('in %s, where it becomes a space', async (_name, change) => {
    for (const lineBreak of breaks) {
      const source = await compose(change(lineBreak))
      expect(namesOf(source)).toEqual(namesOf(await compose()))
      expect((await simpleParser(source)).headerLines.map(({ key }) => key)).not.toContain('x-evil')
    }
  })

  const refused: Change[] = [
    ['the address of the sender', (at) => ({ from: evil('w@sample.example', at) })],
    ['the recipient', (at) => ({ to: evil('ada@readers.example', at) })],
    ['the domain of the recipient', (at) => ({ to: `ada@readers.example${at}X-Evil: 1` })],
    ['Reply-To', (at) => ({ replyTo: evil('w@sample.example', at) })],
    ['the Message-ID', (at) => ({ messageId: evil('<a@sample.example>', at) })],
    ['a value of List-Id', (at) => ({ headers: { ...mail.headers, 'List-Id': evil('<main>', at) } })],
    ['a value of Feedback-ID', (at) => ({ headers: { ...mail.headers, 'Feedback-ID': evil('1:1', at) } })],
  ]
  test.each(refused)('in %s, where it is refused', async (_name, change) => {
    for (const lineBreak of breaks) {
      await expect(compose(change(lineBreak))).rejects.toThrow(
        /cannot be written as a mail address|control character/,
      )
    }
  })
})

describe('an address is written as RFC 5321, 5890 and 6532 have it', () => {
  test.each([
    ['ada@readers.example', 'ada@readers.example'],
    ["o'neil+x/y=z@readers.example", "o'neil+x/y=z@readers.example"],
    ['ada lovelace@readers.example', '"ada lovelace"@readers.example'],
    ['ada..l@readers.example', '"ada..l"@readers.example'],
    ['"a\\"b"@readers.example', '"a\\"b"@readers.example'],
    ['"plain"@readers.example', 'plain@readers.example'],
    ['a@b@readers.example', '"a@b"@readers.example'],
    ['größe@bücher.example', 'größe@xn--bcher-kva.example'],
    ['newsletter@localhost', 'newsletter@localhost'],
    ['w@[127.0.0.1]', 'w@[127.0.0.1]'],
  ])('%s', (address, written) => {
    expect(writeAddress(address)).toBe(written)
  })

  test.each([
    '',
    'ada',
    '@readers.example',
    'ada@',
    'ada@a/b',
    'ada@a%00b',
    'ada@a b',
    'ä b@c.example',
    'a\u202e@c.example',
  ])('and %j is refused', (address) => {
    expect(() => writeAddress(address)).toThrow(/cannot be written/)
  })
})

test('whatever the bodies and the subject hold, lines are short and CR and LF stand together', async () => {
  const wild = fc.string({
    unit: fc.constantFrom('\r', '\n', '\r\n', '.', ' ', 'word ', 'ü', '電', '🚋', '=', '<', 'x'.repeat(1200)),
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(wild, wild, wild, async (text, html, subject) => {
      const source = await compose({ text, html, subject: subject.replaceAll('x', '') })
      const lines = source.split('\r\n')
      expect(lines.join('')).not.toMatch(/[\r\n]/)
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
    }),
    { numRuns: 200 },
  )
})

test('a field that looks like a path or an address of a file is text', async () => {
  const parsed = await simpleParser(await compose({ text: 'file:///etc/passwd', html: '/etc/passwd' }))
  expect(parsed.text?.trim()).toBe('file:///etc/passwd')
  expect(parsed.html).toContain('/etc/passwd')
  expect(parsed.attachments).toEqual([])
})
