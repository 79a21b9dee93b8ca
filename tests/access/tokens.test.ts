import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createToken } from '../../src/access/create-token.ts'
import { listTokens } from '../../src/access/list-tokens.ts'
import { revokeToken } from '../../src/access/revoke-token.ts'
import { verifyToken } from '../../src/access/verify-token.ts'
import { openDesk, type Desk } from '../support/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk('2026-11-18T12:00:00Z')
})
afterAll(() => desk.close())

const make = (name = 'CMS') => createToken(desk.needs, { name, scopes: ['articles:write'] })

test('a token has 256 random bits behind its prefix, and no two are the same', async () => {
  const [first, second] = [await make(), await make()]
  expect(first.token).toMatch(/^recap_[A-Za-z0-9_-]{43}$/)
  expect(second.token).not.toBe(first.token)
  expect(second.id).not.toBe(first.id)
})

test('only the SHA-256 of a token is in the database', async () => {
  const { id, token } = await make()
  const rows = await desk.db.selectFrom('api_token').selectAll().execute()
  const row = rows.find((one) => one.id === id)!
  expect(row.token_hash).toEqual(createHash('sha256').update(token).digest())
  expect(JSON.stringify(rows)).not.toContain(token.slice('recap_'.length))
})

test('a token speaks for its scopes, and its use is kept to the minute', async () => {
  const { id, token } = await make('clock')
  const usedAt = async () => (await listTokens(desk.db)).find((one) => one.id === id)!.lastUsedAt
  expect(await verifyToken(desk.needs, token)).toEqual({ tokenId: id, scopes: new Set(['articles:write']) })
  const first = await usedAt()
  desk.setNow('2026-11-18T12:00:30Z')
  await verifyToken(desk.needs, token)
  expect(await usedAt()).toEqual(first)
  desk.setNow('2026-11-18T12:01:00Z')
  await verifyToken(desk.needs, token)
  expect(await usedAt()).toEqual(new Date('2026-11-18T12:01:00Z'))
})

test('a scope that this version does not know opens nothing', async () => {
  const { id, token } = await make()
  await desk.db
    .updateTable('api_token')
    .set({ scopes: ['all:everything'] })
    .where('id', '=', id)
    .execute()
  expect((await verifyToken(desk.needs, token))?.scopes).toEqual(new Set())
})

test('what is no token is nobody', async () => {
  const { token } = await make()
  const others = [
    '',
    'recap_',
    token.slice(0, -1),
    `${token}x`,
    `recap_${'A'.repeat(43)}`,
    token.toUpperCase(),
  ]
  for (const other of [...others, `${token}\0`, `${token}\n`]) {
    expect(await verifyToken(desk.needs, other)).toBeUndefined()
  }
})

test('a revoked token opens nothing; revoking it again keeps the first time', async () => {
  const { id, token } = await make()
  const { revokedAt } = await revokeToken(desk.needs, id)
  desk.setNow('2026-11-19T12:00:00Z')
  expect(await verifyToken(desk.needs, token)).toBeUndefined()
  expect((await revokeToken(desk.needs, id)).revokedAt).toEqual(revokedAt)
  await expect(revokeToken(desk.needs, 999)).rejects.toMatchObject({ code: 'not_found' })
})

test('a token without a scope or a name is refused', async () => {
  await expect(createToken(desk.needs, { name: 'x', scopes: [] })).rejects.toMatchObject({
    code: 'bad_input',
  })
  await expect(createToken(desk.needs, { name: ' ', scopes: ['issues:read'] })).rejects.toMatchObject({
    code: 'bad_input',
  })
})
