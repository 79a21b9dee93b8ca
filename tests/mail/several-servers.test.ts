import { afterEach, describe, expect, test } from '@jest/globals'
import { openMailer, type Mailer } from '../../src/mail/transport.ts'
import { freePort } from '../support/redis-server.ts'
import { openScriptedSmtp, type ScriptedSmtp, type Step } from '../support/scripted-smtp.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const message = Buffer.from('Subject: hello\r\n\r\nA letter.\r\n')

function envelope(to = 'ada@readers.example') {
  return { from: 'news@sample.example', to }
}

function mailerFor(...urls: readonly string[]): Mailer {
  const mailer = openMailer(urls)
  closers.push(() => mailer.close())
  return mailer
}

async function scripted(...steps: Step[]): Promise<ScriptedSmtp> {
  const server = await openScriptedSmtp(steps)
  closers.push(() => server.close())
  return server
}

const sendMany = (mailer: Mailer, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) => mailer.send(envelope(`reader${n}@town${n}.example`), message)),
  )

test('the first server carries everything while it works', async () => {
  const [first, second] = [await scripted(), await scripted()]
  await sendMany(mailerFor(first.url, second.url), 20)
  expect([first.bodies.length, second.bodies.length]).toEqual([20, 0])
})

test('servers with a weight share the load by it, message for message when there is room', async () => {
  const [heavy, light] = [await scripted(), await scripted()]
  const mailer = mailerFor(`${heavy.url}&weight=3`, `${light.url}&weight=1`)
  for (let n = 0; n < 20; n += 1)
    expect(await mailer.send(envelope(), message)).toMatchObject({ kind: 'accepted' })
  expect([heavy.bodies.length, light.bodies.length]).toEqual([15, 5])
})

describe('when the first server', () => {
  const faults: [string, Step[]][] = [
    ['greets with 421', [{ at: 'connect', reply: '421 busy\r\n', end: 'hang up', always: true }]],
    ['hangs up', [{ at: 'connect', end: 'hang up', always: true }]],
    [
      'refuses the login',
      [
        { at: 'EHLO', reply: '250-a\r\n250 AUTH PLAIN\r\n', always: true },
        { at: 'AUTH', reply: '535 no\r\n', always: true },
      ],
    ],
  ]
  test.each(faults)('%s, the second one takes over and nobody bounces', async (_name, steps) => {
    const [first, second] = [await scripted(...steps), await scripted()]
    const outcomes = await sendMany(mailerFor(first.url.replace('//', '//a:b@'), second.url), 20)
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['accepted']))
    expect(second.bodies).toHaveLength(20)
  })

  test('refuses a password, it is asked once and not for every message', async () => {
    const steps = faults[2]![1]
    const [first, second] = [await scripted(...steps), await scripted()]
    await sendMany(mailerFor(first.url.replace('//', '//a:b@'), second.url), 20)
    expect(first.commands.filter((line) => line.startsWith('AUTH'))).toHaveLength(1)
  })

  test('refuses a recipient for good, the second one is not asked', async () => {
    const [first, second] = [await scripted({ at: 'RCPT TO', reply: '550 nobody\r\n' }), await scripted()]
    expect(await mailerFor(first.url, second.url).send(envelope(), message)).toMatchObject({
      kind: 'rejected',
    })
    expect(second.connections).toBe(0)
  })
})

test('when every server is down each message says so once, with the time to wait, and none is a bounce', async () => {
  const mailer = mailerFor(`smtp://127.0.0.1:${await freePort()}`, `smtp://127.0.0.1:${await freePort()}`)
  const outcomes = await sendMany(mailer, 30)
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ kind: 'not_sent', cause: 'servers' })
    expect(outcome.kind === 'not_sent' && outcome.waitMs).toBeGreaterThan(0)
    expect(outcome.response).toContain('ECONNREFUSED')
  }
})

describe('an address with letters beyond ASCII', () => {
  const utf8: Step = { at: 'EHLO', reply: '250-scripted\r\n250 SMTPUTF8\r\n', always: true }

  test('goes to the server that offers SMTPUTF8, and says so to it', async () => {
    const [plain, modern] = [await scripted(), await scripted(utf8)]
    const outcome = await mailerFor(plain.url, modern.url).send(envelope('jürgen@readers.example'), message)
    expect(outcome).toMatchObject({ kind: 'accepted' })
    expect(modern.commands).toContain('MAIL FROM:<news@sample.example> SMTPUTF8')
    expect(plain.bodies).toEqual([])
  })

  test('is unsupported, which is no bounce, where no server offers it', async () => {
    const mailer = mailerFor((await scripted()).url, (await scripted()).url)
    expect(await mailer.send(envelope('jürgen@readers.example'), message)).toMatchObject({
      kind: 'unsupported',
    })
    expect(await mailer.send(envelope(), message)).toMatchObject({ kind: 'accepted' })
  })

  test('in its domain alone needs nothing of the server', async () => {
    const server = await scripted()
    await mailerFor(server.url).send(envelope('ada@bücher.example'), message)
    expect(server.commands).toContain('RCPT TO:<ada@xn--bcher-kva.example>')
  })
})

test('a connection ends after as many messages as the server allows', async () => {
  const server = await scripted()
  const mailer = mailerFor(`${server.url}&max=3`)
  for (let n = 0; n < 7; n += 1) await mailer.send(envelope(), message)
  expect(server.connections).toBe(3)
  expect(server.bodies).toHaveLength(7)
})

test('a message may be called back until a connection is free for it', async () => {
  const server = await scripted()
  const mailer = mailerFor(server.url)
  const first = mailer.send(envelope(), message)
  const second = mailer.send({ ...envelope(), mayStart: () => false }, message)
  expect(await first).toMatchObject({ kind: 'accepted' })
  expect(await second).toMatchObject({ kind: 'not_sent', cause: 'connection' })
  expect(server.bodies).toHaveLength(1)
})

test('closing finishes what is under way and gives back what waits', async () => {
  let answer = (): void => undefined
  const held = new Promise<void>((resolve) => (answer = resolve))
  const sink = await openSmtpSink({ beforeReply: () => held })
  closers.push(() => sink.close())
  const mailer = openMailer(`${sink.url}?pool=1`)
  const first = mailer.send(envelope(), message)
  const second = mailer.send(envelope(), message)
  while (sink.mails.length === 0) await new Promise((resolve) => setImmediate(resolve))
  mailer.close()
  expect(await second).toMatchObject({ kind: 'not_sent' })
  answer()
  expect(await first).toMatchObject({ kind: 'accepted' })
})
