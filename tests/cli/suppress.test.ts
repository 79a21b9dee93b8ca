import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { linesOf, openDesk, type Desk } from './desk.ts'

let desk: Desk
const json = async (...args: string[]) => linesOf(await desk.recap([...args, '--json']))

beforeAll(async () => {
  desk = await openDesk()
  await desk.recap(['subscriber', 'add', 'ann@example.com', '--consent', 'asked'])
})
afterAll(() => desk.close())

test('a suppressed address is shown as such, and let go again', async () => {
  const add = ['suppress', 'add', 'ANN@example.com', '--reason', 'complaint', '--note', 'letter of 3 May']
  expect(await json(...add)).toEqual([{ email: 'ANN@example.com', suppressed: true, changed: true }])
  expect(await json(...add)).toEqual([{ email: 'ANN@example.com', suppressed: true, changed: false }])
  expect(await json('suppress', 'list')).toEqual([
    {
      fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      reason: 'complaint',
      source: 'letter of 3 May',
      at: expect.any(String),
    },
  ])
  const [shown] = await json('subscriber', 'show', 'ann@example.com')
  expect(shown).toMatchObject({ status: 'active', suppressed: true })
  expect(await json('suppress', 'remove', 'ann@example.com')).toEqual([
    { email: 'ann@example.com', suppressed: false, changed: true },
  ])
  const again = await desk.recap(['suppress', 'remove', 'ann@example.com'])
  expect(again.stderr).toContain('was not suppressed')
  const [after] = await json('subscriber', 'show', 'ann@example.com')
  const timeline = after?.['timeline'] as { event: string }[]
  expect(timeline.map(({ event }) => event)).toEqual(['subscribed', 'suppressed', 'unsuppressed'])
  expect((await desk.recap(['suppress', 'list'])).stderr).toContain('No address is suppressed')
})

test('a file of addresses is taken line by line, exit code 6 when some are none', async () => {
  writeFileSync(path.join(desk.folder, 'gone.txt'), 'a@example.com\r\n\r\nnobody\nA@example.com\n')
  const answer = await desk.recap(['suppress', 'add', '--file', 'gone.txt', '--json'])
  expect(answer.code).toBe(6)
  expect(linesOf(answer)).toEqual([{ added: 1, unchanged: 1, refused: 1 }])
  expect(answer.stderr).toMatch(/^line 3: This is not a mail address/)
})

test.each([
  [['suppress', 'add'], /either an address or a --file/],
  [['suppress', 'add', 'x@example.com', '--file', 'x'], /either an address or a --file/],
  [['suppress', 'add', '--file', 'missing.txt'], /cannot be read/],
  [['suppress', 'add', 'x@example.com', '--reason', 'mood'], /Allowed choices/],
  [['suppress', 'remove', 'nobody'], /not a mail address/],
])('recap %j is a wrong use', async (args, message) => {
  const answer = await desk.recap(args)
  expect(answer.code).toBe(2)
  expect(answer.stderr).toMatch(message)
})
