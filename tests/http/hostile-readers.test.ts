import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { subscribe } from '../../src/subscribers/subscribe.ts'
import { insertSignups, type Signup } from '../../src/subscribers/signups.repository.ts'
import { openReadersSite, postForm, type ReadersSite } from '../support/open-site.ts'
import { waitUntil } from '../support/wait-until.ts'

let site: ReadersSite

beforeAll(async () => {
  site = await openReadersSite(new Date('2026-11-23T04:00:00Z'), { env: { TRUST_PROXY: 'true' } })
})
afterAll(() => site.close())

const needs = () => ({ db: site.app.db, keys: site.app.config.keys, now: site.now })
const people = () => site.app.db.selectFrom('subscriber').selectAll().orderBy('id').execute()

let clients = 0

/** From a client of its own each, as far as the server can tell. */
async function signUp(fields: Record<string, string>): Promise<Response> {
  const ip = `10.${(clients += 1) >> 16}.${(clients >> 8) & 255}.${clients & 255}`
  return fetch(`${site.webUrl}/subscribe`, {
    method: 'POST',
    headers: { 'x-forwarded-for': ip },
    body: new URLSearchParams(fields),
  })
}

function corpus(name: string, kind: string): { file: string; isThere: boolean } {
  const file = path.resolve('../shared/corpora', kind, 'files', name)
  const isThere = existsSync(file)
  if (!isThere) process.stderr.write(`${name} is not beside the project: what it holds is not tried.\n`)
  return { file, isThere }
}

const strings = corpus('strings.json', 'strings')
const addresses = corpus('addresses.json', 'addresses')
const testStrings = strings.isThere ? test : test.skip
const testAddresses = addresses.isThere ? test : test.skip

test('known, unknown, suppressed and broken addresses get the same bytes', async () => {
  await site.add('known@readers.example')
  const answers: string[] = []
  for (const email of ['known@readers.example', 'unknown@readers.example', 'broken@', '', 'x'.repeat(5000)]) {
    const answer = await signUp({ email })
    answers.push(`${answer.status} ${await answer.text()}`)
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^202 /)
})

test('JSON with an unknown key is refused by its name, and without one it is taken', async () => {
  const post = async (body: object) =>
    fetch(`${site.webUrl}/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const refused = await post({ email: 'json@readers.example', status: 'active', isAdmin: true })
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({
    errors: [{ field: 'status' }, { field: 'isAdmin' }],
  })
  const taken = await post({ email: 'json@readers.example' })
  expect([taken.status, await taken.json()]).toEqual([202, expect.objectContaining({ status: 'accepted' })])
})

test('a filled trap and a form time that is forged, too new or too old get the usual answer, and nothing happens', async () => {
  const html = await (await fetch(site.webUrl)).text()
  const shownAt = /name="shown_at" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const count = async () => (await site.app.db.selectFrom('signup').selectAll().execute()).length
  const before = await count()
  const email = 'trap@readers.example'
  const start = site.now()
  expect((await signUp({ email, website: 'https://spam.example' })).status).toBe(202)
  expect((await signUp({ email, shown_at: shownAt })).status).toBe(202)
  expect((await signUp({ email, shown_at: `${shownAt}x` })).status).toBe(202)
  site.setNow(new Date(start.getTime() + 25 * 3_600_000))
  expect((await signUp({ email, shown_at: shownAt })).status).toBe(202)
  expect(await count()).toBe(before)
  site.setNow(new Date(start.getTime() + 5_000))
  expect((await signUp({ email, shown_at: shownAt })).status).toBe(202)
  expect(await count()).toBe(before + 1)
  site.setNow(start)
})

test('100,000 sign-ups for one victim ask for one mail', async () => {
  const victim = (): Signup => ({
    newsletterId: site.newsletterId,
    email: 'Victim@readers.example',
    name: null,
    locale: 'en',
    consentText: 'I want it',
    consentSource: 'form',
    ip: '192.0.2.1',
    at: site.now(),
  })
  let asked = 0
  for (let round = 0; round < 10; round++) {
    for (let part = 0; part < 10; part++)
      await insertSignups(site.app.db, Array.from({ length: 1000 }, victim))
    const notices = await subscribe(needs(), site.newsletterId)
    const found = (await people()).find((person) => person.email_key === 'victim@readers.example')
    asked += notices.filter((notice) => notice.subscriberId === found?.id).length
  }
  expect(asked).toBe(1)
}, 300_000)

test('many sign-ups for one victim over HTTP store no more than the limit of an address', async () => {
  await site.app.db.deleteFrom('signup').execute()
  const answers = await Promise.all(
    Array.from({ length: 200 }, () => signUp({ email: 'flood@readers.example' })),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  const stored = await site.app.db.selectFrom('signup').selectAll().execute()
  expect(stored).toHaveLength(3)
})

test('line breaks in name and address reach no header and no row', async () => {
  const email = 'ada@readers.example\r\nBcc: eve@evil.example'
  expect((await signUp({ email, name: 'Ada\r\nBcc: eve@evil.example' })).status).toBe(202)
  expect((await signUp({ email: 'inject@readers.example', name: 'Ada\r\nX-Evil: 1\0' })).status).toBe(202)
  await subscribe(needs(), site.newsletterId)
  const rows = await people()
  expect(rows.filter((row) => /\p{Cc}/u.test(`${row.email}${row.name}`))).toEqual([])
  expect(rows.find((row) => row.email_key === 'inject@readers.example')?.name).toBe('Ada X-Evil: 1')
  expect(rows.some((row) => row.email.includes('evil'))).toBe(false)
})

testStrings(
  'naughty strings through sign-up and preferences: no 5xx, and a name comes back as it was sent',
  async () => {
    const values: { value: string }[] = JSON.parse(readFileSync(strings.file, 'utf8'))
    const id = await site.add('strings@readers.example')
    const url = `${site.webUrl}/preferences/${site.token('preferences', id)}`
    const statuses = new Set<number>()
    for (const [index, { value }] of values.entries()) {
      statuses.add((await signUp({ email: value, name: value, locale: value })).status)
      statuses.add((await signUp({ email: `string-${index}@readers.example`, name: value })).status)
      const form = { frequency: value, language: value, hour: value, zone: value, topics: value }
      statuses.add((await postForm(url, form)).status)
      statuses.add((await postForm(`${url}/pause`, { length: value, date: value })).status)
    }
    expect([...statuses].filter((status) => status >= 500)).toEqual([])
    await subscribe(needs(), site.newsletterId)
    const names = new Map((await people()).map((row) => [row.email_key, row.name]))
    for (const [index, { value }] of values.entries()) {
      const sent = value
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 200)
      expect(names.get(`string-${index}@readers.example`) ?? '').toBe(sent.toWellFormed())
    }
  },
  180_000,
)

testAddresses(
  'every address of the isemail set gets 202, and those that are taken are stored as they were sent',
  async () => {
    const values: { address: string }[] = JSON.parse(readFileSync(addresses.file, 'utf8'))
    const before = (await people()).length
    for (const { address } of values) expect((await signUp({ email: address })).status).toBe(202)
    await waitUntil('they are looked at', async () => {
      await subscribe(needs(), site.newsletterId)
      return (await site.app.db.selectFrom('signup').selectAll().execute()).length === 0
    })
    const given = new Set(values.map(({ address }) => address.trim().normalize('NFC').split('@')[0]))
    const added = (await people()).slice(before)
    expect(added.length).toBeGreaterThan(10)
    for (const { email } of added) expect(given).toContain(email.slice(0, email.lastIndexOf('@')))
  },
  120_000,
)
