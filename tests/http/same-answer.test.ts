import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { sql } from 'kysely'
import { Client } from 'pg'
import { suppressAddress } from '../../src/subscribers/suppress-address.ts'
import { openReadersSite, type ReadersSite } from '../support/open-site.ts'

let site: ReadersSite

/** What may be known of an address that someone enters. */
const kinds = ['unknown', 'active', 'pending', 'unsubscribed', 'bounced', 'suppressed', 'broken'] as const
type Kind = (typeof kinds)[number]

const addressOf = (kind: Kind) => (kind === 'broken' ? 'broken' : `${kind}@readers.example`)

beforeAll(async () => {
  site = await openReadersSite(new Date('2026-11-23T04:00:00Z'))
  const { db, config, now } = site.app
  for (const status of ['active', 'pending', 'unsubscribed'] as const)
    await site.setStatus(await site.add(addressOf(status)), status)
  const bounced = await site.add(addressOf('bounced'))
  await db.updateTable('subscriber').set({ status: 'bounced' }).where('id', '=', bounced).execute()
  const suppression = { email: addressOf('suppressed'), reason: 'complaint', source: 'test' } as const
  await suppressAddress({ db, keys: config.keys, now }, { newsletterId: site.newsletterId, ...suppression })
  // The name of the newsletter is kept from here on.
  await signUp('first@readers.example', 'form')
})
afterAll(() => site.close())

beforeEach(async () => {
  await sql`DELETE FROM sign_up_limit`.execute(site.app.db)
})

type Format = 'form' | 'JSON'

async function signUp(email: string, format: Format, locale = 'en') {
  const body = format === 'form' ? new URLSearchParams({ email, locale }) : JSON.stringify({ email, locale })
  const headers = format === 'form' ? {} : { 'content-type': 'application/json' }
  const response = await fetch(`${site.webUrl}/subscribe`, { method: 'POST', body, headers })
  const shown = [...response.headers].filter(([name]) => name !== 'date')
  return { status: response.status, headers: shown, text: await response.text() }
}

/** The statements on what is ours that were begun, in their order; the queue's own are left out. */
async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  const spy = jest.spyOn(Client.prototype, 'query')
  try {
    await act()
    const texts = spy.mock.calls.map(([query]: unknown[]) => textOf(query))
    return texts.filter((text) => /\b(sign_up_limit|signup|subscri\w+|suppression|notice)\b/.test(text))
  } finally {
    spy.mockRestore()
  }
}

function textOf(query: unknown): string {
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : String(query)
}

test.each([
  ['form', 'en'],
  ['form', 'ar'],
  ['JSON', 'de'],
] as const)(
  'a sign-up by %s in %s is answered alike whatever is known of its address',
  async (format, locale) => {
    const answers = []
    for (const kind of kinds) answers.push(await signUp(addressOf(kind), format, locale))
    expect(answers[0]?.status).toBe(202)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  },
)

test('up to its answer every sign-up runs the same statements, none of which looks at a person', async () => {
  const { db } = site.app
  await db.deleteFrom('signup').execute()
  const paths: string[][] = []
  for (const kind of kinds) paths.push(await statementsOf(() => signUp(addressOf(kind), 'form')))
  const [path = []] = paths
  expect(path.map((text) => /sign_up_limit|signup/.exec(text)?.[0])).toEqual([
    'sign_up_limit',
    'sign_up_limit',
    'signup',
  ])
  for (const other of paths) expect(other).toEqual(path)
  expect(path.join()).not.toMatch(/subscri|suppression|notice/)

  const rows = await db.selectFrom('signup').selectAll().orderBy('id').execute()
  expect(rows.map(({ email }) => email)).toEqual(kinds.map(addressOf))
  const [{ id: _id, email: _email, ...first }] = rows as [(typeof rows)[number]]
  for (const { id: _other, email: _address, ...row } of rows) expect(row).toEqual(first)
})
