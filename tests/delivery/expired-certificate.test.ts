import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { selfSigned, type Identity } from '../support/self-signed.ts'
import { openSmtpSink } from '../support/smtp-sink.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openSend } from './open-send.ts'

const day = 86_400_000
const expired = selfSigned(new Date(Date.now() - 2 * day), new Date(Date.now() - day))
const renewed = selfSigned(new Date(Date.now() - day), new Date(Date.now() + day))
const usual = tls.getCACertificates()

// Somebody vouches for both, so that their dates alone decide.
beforeAll(() => tls.setDefaultCACertificates([...usual, expired.cert, renewed.cert]))
afterAll(() => tls.setDefaultCACertificates(usual))

interface Secured {
  readonly url: string
  /** How many mails it took. */
  readonly taken: () => number
  renew(identity: Identity): void
  close(): Promise<void>
}

/** A mail server that speaks TLS alone. */
async function openSecured(identity: Identity): Promise<Secured> {
  let taken = 0
  const server = new SMTPServer({
    ...identity,
    secure: true,
    authOptional: true,
    onData: (stream, _session, done) => stream.on('end', () => done(null, `taken ${(taken += 1)}`)).resume(),
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtps://127.0.0.1:${port}`,
    taken: () => taken,
    renew: (next) => server.updateSecureContext(next),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

test('an expired certificate keeps everyone waiting and says so, and all get their mail when it is renewed', async () => {
  const server = await openSecured(expired)
  const send = await openSend(20, { smtpUrl: server.url })
  await send.deliverAll()
  const books = await send.books()
  expect(books).toMatchObject({ status: 'sending', pending: 20, attempted: 0, rejected: 0, unknown: 0 })
  expect(books.reason).toContain('certificate has expired')
  expect(books.reason).toContain('recap doctor')
  server.renew(renewed)
  await waitUntil('everyone has their mail', async () => {
    send.later(1)
    await send.deliverAll()
    return (await send.books()).status === 'done'
  })
  expect(await send.books()).toMatchObject({ accepted: 20, reason: null })
  expect(server.taken()).toBe(20)
  await send.stage.app.close()
  await server.close()
})

test('while another server can be used, nobody waits for the one whose certificate has expired', async () => {
  const server = await openSecured(expired)
  const other = await openSmtpSink()
  const send = await openSend(20, { smtpUrl: `${server.url},${other.url}` })
  await send.deliverAll()
  expect(await send.books()).toMatchObject({ status: 'done', accepted: 20, reason: null })
  expect([server.taken(), other.mails.length]).toEqual([0, 20])
  await send.stage.app.close()
  await server.close()
  await other.close()
})
