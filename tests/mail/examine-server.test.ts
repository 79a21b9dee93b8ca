import { afterEach, expect, test } from '@jest/globals'
import { examineServer } from '../../src/mail/examine-server.ts'
import { freePort } from '../support/redis-server.ts'
import { openScriptedSmtp, type ScriptedSmtp, type Step } from '../support/scripted-smtp.ts'
import { waitUntil } from '../support/wait-until.ts'

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function scripted(...steps: Step[]): Promise<ScriptedSmtp> {
  const server = await openScriptedSmtp(steps)
  closers.push(() => server.close())
  return server
}

test('it logs in, tells what the server offers, and leaves', async () => {
  const reply = '250-scripted\r\n250-SIZE 26214400\r\n250-AUTH PLAIN\r\n250 SMTPUTF8\r\n'
  const server = await scripted({ at: 'EHLO', reply, always: true })
  expect(await examineServer(server.url.replace('//', '//ada:right@'))).toEqual({
    label: server.url.replace(/^smtp:\/\/|\?.*$/g, ''),
    isLoggedIn: true,
    isEncrypted: false,
    offersUtf8: true,
    largestMessage: 26_214_400,
  })
  await waitUntil('the server hears QUIT', () => server.commands.includes('QUIT'))
})

test('a server that offers nothing can be used all the same', async () => {
  const server = await scripted({ at: 'EHLO', reply: '250 scripted\r\n', always: true })
  expect(await examineServer(server.url)).toMatchObject({ offersUtf8: false, largestMessage: null })
})

test('a server that is not there or turns us away is unreachable, with its own words', async () => {
  const nobody = `smtp://127.0.0.1:${await freePort()}`
  await expect(examineServer(nobody)).rejects.toMatchObject({ code: 'unreachable' })
  const rude = await scripted({ at: 'connect', reply: '554 5.7.1 go away\r\n', end: 'hang up' })
  await expect(examineServer(rude.url)).rejects.toThrow('554 5.7.1 go away')
})
