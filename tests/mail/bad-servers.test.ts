import { afterEach, describe, expect, test } from '@jest/globals'
import type { Outcome } from '../../src/mail/read-verdict.ts'
import { openMailer } from '../../src/mail/transport.ts'
import { openScriptedSmtp, type ScriptedSmtp, type Step } from '../support/scripted-smtp.ts'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const envelope = { from: 'news@sample.example', to: 'ada@readers.example' }
const message = Buffer.from(`Subject: hello\r\n\r\n${'A line of the letter.\r\n'.repeat(1500)}`)

const impatient = { connect: 400, greeting: 400, command: 400, data: 400, block: 400, finalDot: 400 }

interface Told {
  readonly outcome: Outcome
  readonly server: ScriptedSmtp
}

async function sendTo(steps: readonly Step[], timeouts: object = impatient): Promise<Told> {
  const server = await openScriptedSmtp(steps)
  closers.push(() => server.close())
  const mailer = openMailer(server.url, { timeouts })
  closers.push(() => mailer.close())
  return { server, outcome: await mailer.send(envelope, message) }
}

const pipelining: Step = { at: 'EHLO', reply: '250-scripted\r\n250 PIPELINING\r\n', always: true }

describe('a server that falls silent is given up, without doubt before the final dot and with it behind', () => {
  const silences: [Step['at'], Outcome['kind']][] = [
    ['connect', 'not_sent'],
    ['EHLO', 'not_sent'],
    ['MAIL FROM', 'not_sent'],
    ['RCPT TO', 'not_sent'],
    ['DATA', 'not_sent'],
    ['dot', 'unknown'],
  ]
  test.each(silences)('at %s', async (at, kind) => {
    expect((await sendTo([{ at, always: true }])).outcome).toMatchObject({ kind })
    expect((await sendTo([{ at, always: true }, pipelining])).outcome).toMatchObject({ kind })
  })
})

describe('a byte now and then does not keep it from being given up', () => {
  const slow: [Step['at'], string, Outcome['kind']][] = [
    ['connect', '220 ', 'not_sent'],
    ['MAIL FROM', '250-', 'not_sent'],
    ['dot', '250-', 'unknown'],
  ]
  test.each(slow)('at %s', async (at, start, kind) => {
    const step: Step = { at, reply: `${start}${'x'.repeat(500)}\r\n`, trickle: 50, always: true }
    expect((await sendTo([step])).outcome).toMatchObject({ kind })
  })
})

test('a reply that comes byte by byte, but comes, is read', async () => {
  const steps: Step[] = [
    { at: 'MAIL FROM', reply: '250 ok\r\n', trickle: 2 },
    { at: 'dot', reply: '250-taken\r\n250 as 4711\r\n', trickle: 2 },
  ]
  const { outcome } = await sendTo(steps, {})
  expect(outcome).toEqual({ kind: 'accepted', code: 250, response: '250-taken 250 as 4711' })
})

describe('too much of a reply', () => {
  const flood = 'x'.repeat(1024 * 1024)
  const floods: [string, Step, Outcome['kind']][] = [
    ['a banner of a megabyte', { at: 'connect', reply: `220 ${flood}\r\n`, always: true }, 'not_sent'],
    ['a banner without end', { at: 'connect', reply: `220-${flood}`, always: true }, 'not_sent'],
    ['an EHLO of a megabyte', { at: 'EHLO', reply: `250-${flood}\r\n250 ok\r\n`, always: true }, 'not_sent'],
    ['lines without end at RCPT', { at: 'RCPT TO', reply: '550-no\r\n'.repeat(20_000) }, 'not_sent'],
    ['lines without end at the dot', { at: 'dot', reply: '250-yes\r\n'.repeat(20_000) }, 'unknown'],
  ]
  test.each(floods)('%s is cut off', async (_name, step, kind) => {
    expect((await sendTo([step], { greeting: 5000, command: 5000 })).outcome).toMatchObject({ kind })
  })

  test('six hundred lines of refusal are a refusal', async () => {
    const reply = `${`550-no, and again no\r\n`.repeat(599)}550 no\r\n`
    expect((await sendTo([{ at: 'RCPT TO', reply }])).outcome).toMatchObject({ kind: 'rejected', code: 550 })
  })
})

describe('with pipelining', () => {
  const refusals: [Step, Partial<Outcome>][] = [
    [
      { at: 'MAIL FROM', reply: '451 busy\r\n' },
      { kind: 'deferred', code: 451 },
    ],
    [
      { at: 'RCPT TO', reply: '550 nobody\r\n' },
      { kind: 'rejected', code: 550 },
    ],
    [
      { at: 'DATA', reply: '452 full\r\n' },
      { kind: 'deferred', code: 452 },
    ],
    [
      { at: 'dot', reply: '554 spam\r\n' },
      { kind: 'rejected', code: 554 },
    ],
    [
      { at: 'RCPT TO', reply: '550 nobody\r\n', end: 'hang up' },
      { kind: 'rejected', code: 550 },
    ],
    [{ at: 'MAIL FROM', reply: '421 closing\r\n', end: 'hang up' }, { kind: 'not_sent' }],
    [{ at: 'RCPT TO', reply: 'what?\r\n' }, { kind: 'not_sent' }],
  ]
  test.each(refusals)('%j is %j', async (step, outcome) => {
    // Who refused a sender or recipient refuses DATA as well (RFC 2920 3.1).
    const refused: Step[] = ['MAIL FROM', 'RCPT TO'].includes(step.at)
      ? [{ at: 'DATA', reply: '503 no\r\n' }]
      : []
    expect((await sendTo([pipelining, step, ...refused])).outcome).toMatchObject(outcome)
  })

  test('a server that asks for a message whose recipient it refused gets none', async () => {
    const { outcome, server } = await sendTo([pipelining, { at: 'RCPT TO', reply: '550 nobody\r\n' }])
    expect(outcome).toMatchObject({ kind: 'rejected', code: 550 })
    expect(server.bodies).toEqual([])
  })

  test('the next message begins with a clean slate after a refusal', async () => {
    const steps: Step[] = [
      pipelining,
      { at: 'RCPT TO', reply: '550 no\r\n' },
      { at: 'DATA', reply: '503 no\r\n' },
    ]
    const server = await openScriptedSmtp(steps)
    closers.push(() => server.close())
    const mailer = openMailer(server.url)
    closers.push(() => mailer.close())
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'rejected' })
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'accepted' })
    expect(server.commands.slice(-4).map((line) => line.slice(0, 4))).toEqual([
      'RSET',
      'MAIL',
      'RCPT',
      'DATA',
    ])
    expect(server.connections).toBe(1)
  })
})

test.each(['ada@readers.example>\r\nRCPT TO:<eve@evil.example', 'a\0b@readers.example', 'no-address', ''])(
  'an address that cannot stand in a command, %j, is refused here, and the server hears nothing',
  async (to) => {
    const server = await openScriptedSmtp()
    closers.push(() => server.close())
    const mailer = openMailer(server.url)
    closers.push(() => mailer.close())
    expect(await mailer.send({ ...envelope, to }, message)).toMatchObject({ kind: 'rejected', code: 553 })
    expect(server.commands).toEqual([])
  },
)
