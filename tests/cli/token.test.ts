import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { linesOf, openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const json = async (...args: string[]) => linesOf(await desk.recap(['token', ...args, '--json']))

test('a token is made, listed without its text, and revoked', async () => {
  const answer = await desk.recap(['token', 'create', '--scope', 'articles:write', '--name', 'CMS', '--json'])
  const [made] = linesOf(answer)
  expect(made).toEqual({ id: 1, token: expect.stringMatching(/^recap_[\w-]{43}$/) })
  expect(answer.stderr).toContain('cannot be shown again')
  expect(answer.stderr).not.toContain('recap_')
  const line = { id: 1, name: 'CMS', scopes: ['articles:write'], lastUsedAt: null }
  expect(await json('list')).toEqual([{ ...line, createdAt: expect.any(String), revokedAt: null }])
  const [revoked] = await json('revoke', '1')
  expect(revoked).toEqual({ id: 1, revoked: true, revokedAt: expect.any(String) })
  expect(await json('revoke', '1')).toEqual([revoked])
  expect((await desk.recap(['token', 'list'])).stdout).toContain('articles:write')
})

test('a token may have several scopes', async () => {
  await json('create', '--scope', 'issues:read', '--scope', 'issues:send')
  const scopes = (await json('list')).map((line) => line['scopes'])
  expect(scopes).toContainEqual(['issues:read', 'issues:send'])
})

test('a scope that is unknown is guessed, one that is left out is asked for, exit code 2', async () => {
  const wrong = await desk.recap(['token', 'create', '--scope', 'article:write'])
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean articles:write?') })
  expect((await desk.recap(['token', 'create'])).code).toBe(2)
})

test('a token that is not there has exit code 1', async () => {
  expect((await desk.recap(['token', 'revoke', '99'])).code).toBe(1)
})
