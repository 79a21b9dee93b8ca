import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { openMailer, type Mailer } from '../../src/mail/transport.ts'
import { openScriptedSmtp } from '../support/scripted-smtp.ts'
import { selfSigned, type Identity } from '../support/self-signed.ts'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const day = 86_400_000
const valid = selfSigned(new Date(Date.now() - day), new Date(Date.now() + day))
const expired = selfSigned(new Date(Date.now() - 2 * day), new Date(Date.now() - day))

const envelope = { from: 'news@sample.example', to: 'ada@readers.example' }
const message = Buffer.from('Subject: hello\r\n\r\nA letter.\r\n')

interface Secure {
  readonly port: number
  /** Whether each mail came over TLS, and as whom. */
  readonly taken: { secure: boolean; user: string | undefined }[]
}

async function openSecure(identity: Identity, secure: boolean): Promise<Secure> {
  const taken: Secure['taken'] = []
  const server = new SMTPServer({
    ...identity,
    secure,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('Invalid login')),
    onData(stream, session, done) {
      taken.push({ secure: session.secure, user: session.user as string | undefined })
      stream.on('end', () => done()).resume()
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, taken }
}

function mailerFor(url: string, trusted = valid): Mailer {
  const mailer = openMailer(url, { trust: trusted.cert })
  closers.push(() => mailer.close())
  return mailer
}

describe.each([
  ['smtps', true],
  ['smtp', false],
] as const)('over %s', (protocol, secure) => {
  test('messages go encrypted and logged in, one after the other over the same connection', async () => {
    const server = await openSecure(valid, secure)
    const mailer = mailerFor(`${protocol}://ada:right@127.0.0.1:${server.port}?pool=1&require-tls=true`)
    for (const _ of [1, 2, 3])
      expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'accepted' })
    expect(server.taken).toEqual(Array.from({ length: 3 }, () => ({ secure: true, user: 'ada' })))
  })

  test('an expired certificate is a fault of the server, and nothing is sent', async () => {
    const server = await openSecure(expired, secure)
    const mailer = mailerFor(`${protocol}://127.0.0.1:${server.port}`, expired)
    const outcome = await mailer.send(envelope, message)
    expect(outcome).toMatchObject({ kind: 'not_sent', cause: 'servers' })
    expect(outcome.response).toContain('certificate has expired')
    expect(server.taken).toEqual([])
  })

  test('a certificate that nobody vouches for is one too', async () => {
    const server = await openSecure(valid, secure)
    const mailer = mailerFor(`${protocol}://127.0.0.1:${server.port}`, expired)
    expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'not_sent', cause: 'servers' })
    expect(server.taken).toEqual([])
  })

  test('a wrong password is a fault of the server as well', async () => {
    const server = await openSecure(valid, secure)
    const mailer = mailerFor(`${protocol}://ada:wrong@127.0.0.1:${server.port}`)
    const outcome = await mailer.send(envelope, message)
    expect(outcome).toMatchObject({ kind: 'not_sent', cause: 'servers' })
    expect(outcome.response).toContain('535')
  })
})

test('a server without STARTTLS is not used where TLS is required', async () => {
  const server = await openScriptedSmtp([{ at: 'STARTTLS', reply: '502 no\r\n', always: true }])
  closers.push(() => server.close())
  const mailer = mailerFor(`${server.url}&require-tls=true`)
  expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'not_sent', cause: 'servers' })
  expect(server.commands.some((command) => command.startsWith('MAIL'))).toBe(false)
})

test('a login that is set but not offered is a fault: nothing goes out without it', async () => {
  const server = await openScriptedSmtp()
  closers.push(() => server.close())
  const mailer = mailerFor(server.url.replace('//', '//ada:right@'))
  expect(await mailer.send(envelope, message)).toMatchObject({ kind: 'not_sent', cause: 'servers' })
  expect(server.bodies).toEqual([])
})
