import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from '@jest/globals'
import { openProbe, readAnswer } from '../../src/delivery/acceptance-probe.ts'
import { openScriptedSmtp } from '../support/scripted-smtp.ts'
import { waitUntil } from '../support/wait-until.ts'
import { openSend } from './open-send.ts'

const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A log of the mail server that answers over HTTP. */
async function openLog(answer: (id: string) => { status?: number; text: string }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('id') ?? ''
    asked.push(id)
    const { status = 200, text } = answer(id)
    response.writeHead(status).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { asked, template: `http://127.0.0.1:${port}/taken?id={id}` }
}

const id = '<ab12+x@sample.example>'

describe('who knows the log of the mail server', () => {
  test('is asked over HTTP with the Message-ID, encoded', async () => {
    const log = await openLog(() => ({ text: 'accepted\n' }))
    const probe = openProbe({ kind: 'url', template: log.template }, () => undefined)
    expect(await probe.ask(id)).toBe('accepted')
    expect(log.asked).toEqual([id])
  })

  test.each([
    [{ status: 500, text: 'accepted' }],
    [{ status: 404, text: 'not-accepted' }],
    [{ text: 'maybe' }],
    [{ text: '' }],
    [{ text: `${' '.repeat(100_000)}accepted` }],
  ])('whose answer is %j is unsure', async (answer) => {
    const log = await openLog(() => answer)
    expect(await openProbe({ kind: 'url', template: log.template }, () => undefined).ask(id)).toBe('unsure')
  })

  test('who cannot be reached is unsure, and told of', async () => {
    const errors: unknown[] = []
    const target = { kind: 'url', template: 'http://127.0.0.1:1/{id}' } as const
    expect(await openProbe(target, (error) => errors.push(error)).ask(id)).toBe('unsure')
    expect(errors).toHaveLength(1)
  })

  test('is asked by a command that gets the Message-ID as its argument', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'recap-probe-'))
    closers.push(() => rmSync(folder, { recursive: true }))
    const file = path.join(folder, 'ask')
    writeFileSync(file, `#!/bin/sh\n[ "$1" = "${id}" ] && echo not-accepted || exit 3\n`)
    chmodSync(file, 0o755)
    const probe = openProbe({ kind: 'command', file }, () => undefined)
    expect(await probe.ask(id)).toBe('not-accepted')
    expect(await probe.ask('<other@sample.example>')).toBe('unsure')
  })

  test.each([
    ['"accepted"', 'accepted'],
    [' not-accepted: bounced', 'not-accepted'],
    ['accepted-later', 'unsure'],
    ['ACCEPTED', 'unsure'],
  ])('%j is %s', (text, answer) => {
    expect(readAnswer(text)).toBe(answer)
  })
})

test('a mail without an answer is settled by the log, not by the policy', async () => {
  const server = await openScriptedSmtp(
    [1, 2, 3].map(() => ({ at: 'dot', reply: '', end: 'hang up' }) as const),
  )
  closers.push(() => server.close())
  const answers = new Map<string, string>()
  const words = ['accepted', 'not-accepted', 'unsure']
  const log = await openLog((asked) => {
    if (!answers.has(asked)) answers.set(asked, words[answers.size] ?? 'unsure')
    return { text: answers.get(asked) ?? '' }
  })
  const send = await openSend(3, { smtpUrl: server.url, env: { PROBE_URL: log.template } })
  const { db } = send.stage.app
  await sql`UPDATE issue SET unknown_policy = 'leave'`.execute(db)
  await send.deliver()
  expect(await send.books()).toMatchObject({ attempted: 3 })
  await sql`UPDATE delivery SET attempted_at = attempted_at - interval '11 seconds'`.execute(db)
  // The domain that failed three times may be left alone for a moment first.
  await waitUntil('everyone is answered for', async () => {
    send.later(5)
    await send.deliver()
    return (await send.books()).status === 'done'
  })
  expect(await send.books()).toMatchObject({ accepted: 2, unknown: 1 })
  expect(new Set(log.asked).size).toBe(3)
  expect(server.bodies).toHaveLength(4)
})
