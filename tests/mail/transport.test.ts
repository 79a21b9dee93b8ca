import { afterEach, describe, expect, test } from '@jest/globals'
import { openMailer, type Mailer } from '../../src/mail/transport.ts'
import { openScriptedSmtp, type ScriptedSmtp, type Step } from '../support/scripted-smtp.ts'
import { freePort } from '../support/redis-server.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const envelope = { from: 'news@sample.example', to: 'ada@readers.example' }
const message = Buffer.from(`Subject: hello\r\n\r\n${'A line of the letter.\r\n'.repeat(1500)}`)
/** More than both socket buffers hold, so that most of it is still here when the server hangs up. */
const large = Buffer.alloc(
  48 * 1024 * 1024,
  'A line of a very long letter, 62 characters and its line end\r\n',
)

function mailerFor(url: string): Mailer {
  const mailer = openMailer(url)
  closers.push(() => mailer.close())
  return mailer
}

async function stage(...steps: Step[]): Promise<{ server: ScriptedSmtp; mailer: Mailer }> {
  const server = await openScriptedSmtp(steps)
  closers.push(() => server.close())
  return { server, mailer: mailerFor(server.url) }
}

test('a message that the server takes is accepted with its reply, and arrives whole', async () => {
  const { server, mailer } = await stage()
  expect(await mailer.send(envelope, message)).toEqual({ kind: 'accepted', code: 250, response: '250 taken' })
  expect(server.bodies).toEqual([message.toString('latin1')])
  expect(server.commands).toContain('RCPT TO:<ada@readers.example>')
})

describe('a definite refusal', () => {
  const refusals: [string, Step, string, number][] = [
    ['a recipient that does not exist', { at: 'RCPT TO', reply: '550 5.1.1 nobody\r\n' }, 'rejected', 550],
    ['a recipient that is greylisted', { at: 'RCPT TO', reply: '450 4.2.0 later\r\n' }, 'deferred', 450],
    ['a sender that may not send now', { at: 'MAIL FROM', reply: '451 4.3.0 busy\r\n' }, 'deferred', 451],
    ['DATA out of order', { at: 'DATA', reply: '503 not now\r\n' }, 'deferred', 503],
    ['DATA for ever', { at: 'DATA', reply: '554 no\r\n' }, 'rejected', 554],
    ['the message after its final dot', { at: 'dot', reply: '554 5.7.1 spam\r\n' }, 'rejected', 554],
    ['the message after its dot for now', { at: 'dot', reply: '452 4.3.1 disk full\r\n' }, 'deferred', 452],
    ['a reply of several lines', { at: 'dot', reply: '550-5.7.1 no\r\n550 5.7.1 go\r\n' }, 'rejected', 550],
    [
      'a reply with the hang-up behind it',
      { at: 'dot', reply: '554 no\r\n', end: 'hang up' },
      'rejected',
      554,
    ],
  ]
  test.each(refusals)('of %s is told as such', async (_name, step, kind, code) => {
    const { mailer } = await stage(step)
    expect(await mailer.send(envelope, message)).toMatchObject({ kind, code })
  })

  test('leaves the connection for the next message', async () => {
    const { server, mailer } = await stage({ at: 'RCPT TO', reply: '550 nobody\r\n' })
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'rejected' })
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'accepted' })
    expect(server.connections).toBe(1)
  })
})

describe('a fault of the connection is not the recipient’s, and nothing was sent', () => {
  const faults: [string, Step[]][] = [
    ['421 as the greeting', [{ at: 'connect', reply: '421 closing\r\n', end: 'hang up', always: true }]],
    ['554 as the greeting', [{ at: 'connect', reply: '554 go away\r\n', end: 'hang up', always: true }]],
    ['no greeting', [{ at: 'connect', end: 'hang up', always: true }]],
    ['a greeting that is no SMTP', [{ at: 'connect', reply: 'HTTP/1.1 400 Bad Request\r\n', always: true }]],
    ['421 to MAIL FROM', [{ at: 'MAIL FROM', reply: '421 closing\r\n', end: 'hang up' }]],
    ['421 to RCPT TO', [{ at: 'RCPT TO', reply: '421 too many\r\n', end: 'hang up' }]],
    ['421 after the final dot', [{ at: 'dot', reply: '421 closing\r\n', end: 'hang up' }]],
    ['a login that is asked for too late', [{ at: 'MAIL FROM', reply: '530 5.7.0 log in first\r\n' }]],
    ['a hang-up at MAIL FROM', [{ at: 'MAIL FROM', end: 'hang up' }]],
    ['a hang-up at RCPT TO', [{ at: 'RCPT TO', end: 'hang up' }]],
    ['a hang-up within a reply', [{ at: 'RCPT TO', reply: '550 5.1', end: 'hang up' }]],
    ['a hang-up at DATA', [{ at: 'DATA', end: 'hang up' }]],
    ['a reset at RCPT TO', [{ at: 'RCPT TO', end: 'reset' }]],
    [
      'STARTTLS that is refused',
      [
        { at: 'EHLO', reply: '250-scripted\r\n250 STARTTLS\r\n' },
        { at: 'STARTTLS', reply: '454 TLS not available\r\n' },
      ],
    ],
    [
      'STARTTLS that ends in a hang-up',
      [
        { at: 'EHLO', reply: '250-scripted\r\n250 STARTTLS\r\n', always: true },
        { at: 'STARTTLS', reply: '220 go\r\n', end: 'hang up', always: true },
      ],
    ],
    [
      'STARTTLS that is no TLS',
      [
        { at: 'EHLO', reply: '250-scripted\r\n250 STARTTLS\r\n', always: true },
        { at: 'STARTTLS', reply: '220 go\r\n250 what?\r\n', end: 'hang up', always: true },
      ],
    ],
  ]
  test.each(faults)('%s', async (_name, steps) => {
    const { mailer } = await stage(...steps)
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'not_sent' })
  })

  test.each(['hang up', 'reset'] as const)('a %s in the middle of the message', async (end) => {
    const { server, mailer } = await stage({ at: 'body', end })
    expect(await mailer.send(envelope, large)).toMatchObject({ kind: 'not_sent' })
    expect(server.bodies).toEqual([])
  })

  test('nothing listens', async () => {
    const mailer = mailerFor(`smtp://127.0.0.1:${await freePort()}`)
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'not_sent' })
  })

  const passing: [string, Step[]][] = [
    ['421 as the greeting', [{ at: 'connect', reply: '421 closing\r\n', end: 'hang up' }]],
    ['no greeting', [{ at: 'connect', end: 'hang up' }]],
    ['a hang-up at EHLO', [{ at: 'EHLO', end: 'hang up' }]],
    [
      'STARTTLS that is no TLS',
      [
        { at: 'EHLO', reply: '250-scripted\r\n250 STARTTLS\r\n' },
        { at: 'STARTTLS', reply: '220 go\r\n250 what?\r\n', end: 'hang up' },
      ],
    ],
  ]
  test.each(passing)('%s, once, only costs another connection', async (_name, steps) => {
    const { server, mailer } = await stage(...steps)
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'accepted' })
    expect(server.connections).toBe(2)
  })

  test.each(['hang up', 'reset'] as const)(
    'a %s between two messages costs another connection',
    async (end) => {
      const { server, mailer } = await stage({ at: 'MAIL FROM', when: 'second', end })
      expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'accepted' })
      const second = { ...envelope, from: 'second@sample.example' }
      expect(await mailer.send(second, message)).toMatchObject({ kind: 'accepted' })
      expect(server.bodies).toHaveLength(2)
      expect(server.connections).toBe(2)
    },
  )

  test('a login that is refused', async () => {
    const steps: Step[] = [
      { at: 'EHLO', reply: '250-scripted\r\n250 AUTH PLAIN\r\n' },
      { at: 'AUTH', reply: '535 5.7.8 wrong password\r\n' },
    ]
    const server = await openScriptedSmtp([...steps, ...steps])
    closers.push(() => server.close())
    const mailer = mailerFor(server.url.replace('//', '//ada:wr%40ng@'))
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'not_sent' })
    const login = server.commands.find((command) => command.startsWith('AUTH'))
    expect(login).toBe(`AUTH PLAIN ${Buffer.from('\0ada\0wr@ng').toString('base64')}`)
  })
})

describe('what nobody can know is unknown', () => {
  const ambiguous: [string, Step][] = [
    ['a hang-up after the final dot', { at: 'dot', end: 'hang up' }],
    ['a reset after the final dot', { at: 'dot', end: 'reset' }],
    ['half a 250', { at: 'dot', reply: '250 tak', end: 'hang up' }],
    ['half a refusal', { at: 'dot', reply: '451 4.3', end: 'hang up' }],
    ['a second 354', { at: 'dot', reply: '354 go on\r\n' }],
    ['a reply that is no SMTP', { at: 'dot', reply: 'taken, thank you\r\n' }],
    ['a code that SMTP does not have', { at: 'dot', reply: '999 what\r\n' }],
  ]
  test.each(ambiguous)('%s', async (_name, step) => {
    const { server, mailer } = await stage(step)
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'unknown' })
    expect(server.bodies).toHaveLength(1)
  })
})

test.each(['hang up', 'reset'] as const)('a 250 is a 250, even with a %s behind it', async (end) => {
  const { mailer } = await stage({ at: 'dot', reply: '250 taken\r\n', end })
  expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'accepted', code: 250 })
  expect(await mailer.send(envelope, message)).not.toMatchObject({ kind: 'rejected' })
})

test('a response stands on one line and is short enough for the ledger', async () => {
  const reply = `550-first\t\x07line\r\n550 ${'x'.repeat(2000)}\r\n`
  const { mailer } = await stage({ at: 'RCPT TO', reply })
  const outcome = await mailer.send(envelope, message)
  expect(outcome.response).toMatch(/^550-first line 550 x+$/)
  expect(outcome.response).toHaveLength(500)
})

test('two hundred messages at once go over five connections, and the refused ones disturb no other', async () => {
  const sink = await openSmtpSink({
    refuse: (address) =>
      address.startsWith('gone') ? '550 5.1.1 nobody' : address.startsWith('grey') ? '450 later' : undefined,
  })
  closers.push(() => sink.close())
  const mailer = mailerFor(`${sink.url}?pool=5`)
  const names = Array.from(
    { length: 200 },
    (_, n) => `${n % 10 === 3 ? 'gone' : n % 10 === 7 ? 'grey' : 'ada'}${n}`,
  )
  const outcomes = await Promise.all(
    names.map(async (name) => {
      const mail = Buffer.from(`Message-ID: <${name}@sample.example>\r\n\r\n${'text '.repeat(6000)}\r\n`)
      return mailer.send({ from: envelope.from, to: `${name}@readers.example` }, mail)
    }),
  )
  const kinds = names.map((name) =>
    name.startsWith('gone') ? 'rejected' : name.startsWith('grey') ? 'deferred' : 'accepted',
  )
  expect(outcomes.map((outcome) => outcome.kind)).toEqual(kinds)
  expect(sink.mails).toHaveLength(160)
  for (const mail of sink.mails) expect(mail.messageId).toBe(`<${mail.to.split('@')[0]}@sample.example>`)
})
