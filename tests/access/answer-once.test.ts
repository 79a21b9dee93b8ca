import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { answerOnce, type RepeatableRequest } from '../../src/access/answer-once.ts'
import { createToken } from '../../src/access/create-token.ts'
import { openDesk, type Desk } from '../support/desk.ts'

let desk: Desk
let tokenId: number
let done: number

beforeAll(async () => {
  desk = await openDesk('2026-11-18T12:00:00Z')
  tokenId = (await createToken(desk.needs, { name: 'CMS', scopes: ['articles:write'] })).id
})
beforeEach(() => {
  done = 0
})
afterAll(() => desk.close())

const ask = (key: string | undefined, body = 'a'): RepeatableRequest => ({
  tokenId,
  key,
  hash: Buffer.from(body),
})
const work = async () => ({ status: 200, response: { done: ++done } })
const once = (request: RepeatableRequest) => answerOnce(desk.needs, request, work)

test('the same request with the same key is done once and answered alike', async () => {
  const answer = { outcome: 'answered', status: 200, response: { done: 1 } }
  expect(await once(ask('same'))).toEqual({ ...answer, replayed: false })
  expect(await once(ask('same'))).toEqual({ ...answer, replayed: true })
  expect(await once(ask('same', 'b'))).toEqual({ outcome: 'other_request' })
  expect(done).toBe(1)
})

test('without a key it is done each time', async () => {
  await once(ask(undefined))
  await once(ask(undefined))
  expect(done).toBe(2)
})

test('a key belongs to its token', async () => {
  const other = await createToken(desk.needs, { name: 'Other', scopes: ['articles:write'] })
  await once(ask('mine'))
  expect(await once({ ...ask('mine', 'b'), tokenId: other.id })).toMatchObject({ replayed: false })
})

test('while one is at work another with its key is told so', async () => {
  let finish = () => {}
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const first = answerOnce(desk.needs, ask('slow'), async () => {
    begin()
    await finished
    return work()
  })
  await begun
  expect(await once(ask('slow'))).toEqual({ outcome: 'busy' })
  finish()
  expect(await first).toMatchObject({ replayed: false })
  expect(await once(ask('slow'))).toMatchObject({ replayed: true })
  expect(done).toBe(1)
})

test('work that fails leaves nothing behind and can be done again', async () => {
  const fail = answerOnce(desk.needs, ask('fails'), async (trx) => {
    await trx.updateTable('newsletter').set({ name: 'Half done' }).execute()
    throw new Error('cut off')
  })
  await expect(fail).rejects.toThrow('cut off')
  expect((await desk.newsletter()).name).toBe('Sample Weekly')
  expect(await once(ask('fails'))).toMatchObject({ replayed: false })
})

test('an answer is forgotten after 24 hours', async () => {
  desk.setNow('2026-11-20T12:00:00Z')
  await once(ask('day'))
  desk.setNow('2026-11-21T12:00:00Z')
  expect(await once(ask('day'))).toMatchObject({ replayed: true })
  desk.setNow('2026-11-21T12:00:01Z')
  expect(await once(ask('day', 'b'))).toMatchObject({ replayed: false })
})
