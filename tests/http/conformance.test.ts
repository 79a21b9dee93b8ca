import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openReadersSite, type ReadersSite } from '../support/open-site.ts'

let site: ReadersSite

beforeAll(async () => {
  site = await openReadersSite(new Date('2026-11-23T04:00:00Z'))
})
afterAll(() => site.close())

const form = 'application/x-www-form-urlencoded'
const oneClick = 'List-Unsubscribe=One-Click'

function multipart(): FormData {
  const data = new FormData()
  data.append('List-Unsubscribe', 'One-Click')
  return data
}

type Sent = readonly [says: string, body: BodyInit | undefined, headers: Record<string, string>]

/** Bodies that mailbox providers, people and junk send; none of them changes what a POST does. */
const bodies: readonly Sent[] = [
  ['urlencoded one-click', oneClick, { 'content-type': form }],
  ['urlencoded with a charset', oneClick, { 'content-type': `${form}; charset=UTF-8` }],
  ['urlencoded in capitals', oneClick, { 'content-type': form.toUpperCase() }],
  ['multipart/form-data', multipart(), {}],
  ['multipart without its boundary', oneClick, { 'content-type': 'multipart/form-data' }],
  ['no body', undefined, {}],
  ['a type but no body', undefined, { 'content-type': form }],
  ['JSON', '{"List-Unsubscribe":"One-Click"}', { 'content-type': 'application/json' }],
  ['broken JSON', '{"List', { 'content-type': 'application/json' }],
  ['JSON that poisons prototypes', '{"__proto__":{"a":1}}', { 'content-type': 'application/json' }],
  ['plain text', oneClick, { 'content-type': 'text/plain;charset=utf-8' }],
  ['a type with a tab', oneClick, { 'content-type': `${form}\t; a=b` }],
  ['a type that is none', 'x', { 'content-type': ';;;' }],
  ['binary junk', Buffer.from('ff00fe0d0a80', 'hex'), { 'content-type': 'application/octet-stream' }],
  ['one megabyte', Buffer.alloc(1024 * 1024, 'x'), { 'content-type': form }],
  ['more than any limit', Buffer.alloc(3 * 1024 * 1024, 'x'), { 'content-type': 'text/junk' }],
  ['a wrong content encoding', 'not gzip', { 'content-encoding': 'gzip' }],
  ['a foreign origin', oneClick, { origin: 'https://evil.example' }],
  ['cookies of someone else', undefined, { cookie: 'session=1' }],
  ['a wish for JSON', undefined, { accept: 'application/json' }],
  ['forged proxy headers', undefined, { 'x-forwarded-host': 'evil.example', host: 'evil.example' }],
]

/** Requests by which nothing may happen. */
const looks: readonly (readonly [
  says: string,
  method: string,
  query: string,
  headers: Record<string, string>,
])[] = [
  ['GET', 'GET', '', {}],
  ['HEAD', 'HEAD', '', {}],
  ['OPTIONS', 'OPTIONS', '', {}],
  ['a GET that looks like a one-click', 'GET', `?${oneClick}`, {}],
  ['a GET with a method override', 'GET', '?_method=POST', { 'x-http-method-override': 'POST' }],
  ['a GET by a prefetcher', 'GET', '', { purpose: 'prefetch', 'sec-purpose': 'prefetch' }],
  ['a preflight', 'OPTIONS', '', { origin: 'https://a.example', 'access-control-request-method': 'POST' }],
  ['PUT', 'PUT', '', {}],
  ['DELETE', 'DELETE', '', {}],
]

const statusOfLook: Readonly<Record<string, number>> = {
  GET: 200,
  HEAD: 200,
  OPTIONS: 204,
  PUT: 404,
  DELETE: 404,
}

const doors = [
  ['unsubscribe', 'active', 'unsubscribed', 'You are unsubscribed', 'Unsubscribe'],
  ['confirm', 'pending', 'active', 'You are subscribed', 'Confirm'],
] as const

let people = 0

async function newReader(status: 'active' | 'pending'): Promise<number> {
  const id = await site.add(`reader-${(people += 1)}@readers.example`)
  await site.setStatus(id, status)
  return id
}

async function ask(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const response = await fetch(site.webUrl + path, { ...init, redirect: 'manual' })
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(response.headers.get('location')).toBeNull()
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  return { response, text: await response.text() }
}

describe.each(doors)('/%s', (door, before, after, done, button) => {
  test.each(bodies)('POST with %s acts, answers 200, and again', async (_says, body, headers) => {
    const id = await newReader(before)
    const path = `/${door}/${site.token(door, id)}`
    const first = await ask(path, { method: 'POST', body: body ?? null, headers })
    expect([first.response.status, await site.statusOf(id)]).toEqual([200, after])
    expect(first.text).toContain(done)
    expect(first.text).not.toMatch(/<script|evil\.example/)
    const again = await ask(path, { method: 'POST', body: body ?? null, headers })
    expect([again.response.status, again.text]).toEqual([200, first.text])
  })

  test.each(looks)('%s changes nothing', async (_says, method, query, headers) => {
    const id = await newReader(before)
    const path = `/${door}/${site.token(door, id)}${query}`
    const { response, text } = await ask(path, { method, headers })
    expect([response.status, await site.statusOf(id)]).toEqual([statusOfLook[method], before])
    if (method === 'GET') expect(text).toContain(`<button type="submit">${button}</button>`)
  })

  test.each(['bit-flipped', 'cut', 'other-purpose', 'gone', 'too-long', 'undecodable', 'slashed', 'empty'])(
    'a token that is %s gets the same 404 as any, and changes nothing',
    async (fault) => {
      const id = await newReader(before)
      const good = site.token(door, id)
      const flipped = good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A')
      const bad: Readonly<Record<string, string>> = {
        'bit-flipped': flipped,
        cut: good.slice(0, -3),
        'other-purpose': site.token('view', id),
        gone: site.token(door, 999_999),
        'too-long': 'x'.repeat(9000),
        undecodable: '%E0%A4%A',
        slashed: 'a%2Fb%2F..',
        empty: '',
      }
      const path = `/${door}/${bad[fault]}`
      const usual = await ask(`/${door}/x`, { method: 'POST' })
      const answer = await ask(path, { method: 'POST', body: oneClick })
      expect([answer.response.status, answer.text]).toEqual([404, usual.text])
      expect(await site.statusOf(id)).toBe(before)
    },
  )
})

test('a link to confirm has expired after seven days, and says how to sign up again', async () => {
  const id = await newReader('pending')
  const path = `/confirm/${site.token('confirm', id)}`
  const start = site.now()
  site.setNow(new Date(start.getTime() + 7 * 86_400_000 + 1000))
  for (const method of ['GET', 'POST']) {
    const { response, text } = await ask(path, { method })
    expect([response.status, await site.statusOf(id)]).toEqual([410, 'pending'])
    expect(text).toContain('Sign up again')
  }
  site.setNow(start)
})

test('who had left is subscribed again by confirming, and who bounced can still leave', async () => {
  const id = await newReader('active')
  const leave = `/unsubscribe/${site.token('unsubscribe', id)}`
  await site.app.db.updateTable('subscriber').set({ status: 'bounced' }).where('id', '=', id).execute()
  await ask(leave, { method: 'POST' })
  expect(await site.statusOf(id)).toBe('unsubscribed')
  await ask(`/confirm/${site.token('confirm', id)}`, { method: 'POST' })
  expect(await site.statusOf(id)).toBe('active')
})

test('an unsubscribe link is good after 400 days, and is taken back by its undo page alone', async () => {
  const id = await newReader('active')
  const path = `/unsubscribe/${site.token('unsubscribe', id)}`
  const start = site.now()
  site.setNow(new Date(start.getTime() + 400 * 86_400_000))
  const left = await ask(path, { method: 'POST' })
  expect(await site.statusOf(id)).toBe('unsubscribed')
  const undo = /href="([^"]+\/undo)"/.exec(left.text)?.[1] ?? ''
  expect((await ask(undo, { method: 'GET' })).text).toContain('Subscribe again</button>')
  expect(await site.statusOf(id)).toBe('unsubscribed')
  await ask(undo, { method: 'POST' })
  expect(await site.statusOf(id)).toBe('active')
  site.setNow(start)
})
