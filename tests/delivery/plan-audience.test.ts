import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readStatus } from '../../src/delivery/read-status.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { addArticles } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await openDesk('2026-11-16T05:00:00Z')
})

afterEach(() => desk.close())

/** Builds and freezes the issue of a week as if it went out at its hour. */
async function freezeWeek(key: string): Promise<number> {
  const { window, dueAt } = weekOf(key)
  await addArticles(desk.db, desk.newsletterId, { keys: [`${key}-a`, `${key}-b`], from: window.start })
  const issue = await buildWeek(desk, key)
  const frozen = await freezeIssue(desk.needs, issue.id, dueAt)
  expect(frozen.status).toBe('frozen')
  return frozen.id
}

const change = (statement: string) => sql.raw(statement).execute(desk.db)

const reader = (n: number) => `subscriber_id = (SELECT id FROM subscriber WHERE email LIKE 'reader${n}@%')`

async function readersOf(issueId: number): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('delivery')
    .innerJoin('subscriber', 'subscriber.id', 'delivery.subscriber_id')
    .select('subscriber.email')
    .where('delivery.issue_id', '=', issueId)
    .orderBy('delivery.seq')
    .execute()
  return rows.map((row) => row.email.replace(/@.*/, ''))
}

async function chunksOf(issueId: number) {
  const chunks = desk.db.selectFrom('chunk').where('issue_id', '=', issueId).orderBy('n')
  const rows = await chunks.select(['seq_from', 'seq_to', 'not_before', 'warm_up']).execute()
  return rows.map((row) => [row.seq_from, row.seq_to, row.not_before.toISOString(), row.warm_up])
}

describe('who gets an issue', () => {
  test('everyone is a recipient or left out for a reason, and together they are all subscriptions', async () => {
    await addPeople(desk.db, desk.newsletterId, 10)
    await change(`UPDATE subscription SET status = 'unsubscribed' WHERE ${reader(1)}`)
    await change(`UPDATE subscription SET status = 'pending' WHERE ${reader(2)}`)
    await change(`UPDATE subscription SET status = 'paused', paused_until = '2026-12-24' WHERE ${reader(3)}`)
    await change(`UPDATE subscription SET status = 'paused', paused_until = '2026-11-10' WHERE ${reader(4)}`)
    await change(`UPDATE subscriber SET status = 'bounced' WHERE email LIKE 'reader5@%'`)
    await change(`UPDATE subscriber SET status = 'complained' WHERE email LIKE 'reader6@%'`)
    await change(`INSERT INTO suppression (address_hmac, reason, source)
      SELECT address_hmac, 'operator', 'test' FROM subscriber WHERE email LIKE 'reader7@%'`)
    const id = await freezeWeek('2026-W46')
    expect(await readersOf(id)).toEqual(['reader4', 'reader8', 'reader9', 'reader10'])
    expect(await readStatus(desk.db, id)).toMatchObject({
      audience: 4,
      pending: 4,
      exclusions: { unsubscribed: 1, pending: 1, paused: 1, bounced: 1, complained: 1, suppressed: 1 },
    })
  })

  test('a monthly reader gets the first issue of a month that he has not had', async () => {
    await addPeople(desk.db, desk.newsletterId, 3)
    await change(`UPDATE subscription SET frequency = 'monthly' WHERE ${reader(1)}`)
    const first = await freezeWeek('2026-W44')
    expect(await readersOf(first)).toContain('reader1')
    const second = await freezeWeek('2026-W45')
    expect(await readersOf(second)).toEqual(['reader2', 'reader3'])
    expect(await readStatus(desk.db, second)).toMatchObject({ exclusions: { monthly: 1 } })
    await change(`UPDATE delivery SET state = 'skipped' WHERE issue_id = ${first} AND ${reader(1)}`)
    expect(await readersOf(await freezeWeek('2026-W46'))).toContain('reader1')
    expect(await readersOf(await freezeWeek('2026-W47'))).not.toContain('reader1')
    expect(await readersOf(await freezeWeek('2026-W49'))).toContain('reader1')
  })
})

describe('when they get it', () => {
  test('at their own hour on its date, clocks changed or not, whatever they change later', async () => {
    await addPeople(desk.db, desk.newsletterId, 4)
    await setNewsletter(desk.needs, [['local-time', 'yes']])
    await change(`UPDATE subscriber SET time_zone = 'America/New_York' WHERE email LIKE 'reader1@%'`)
    await change(`UPDATE subscriber SET time_zone = 'Asia/Tokyo' WHERE email LIKE 'reader2@%'`)
    await change(`UPDATE subscription SET send_hour = 18 WHERE ${reader(3)}`)
    // Berlin has left summer time on 25 October 2026; New York does so a week later.
    const id = await freezeWeek('2026-W43')
    await change(`UPDATE subscriber SET time_zone = 'Pacific/Auckland'`)
    expect(await readersOf(id)).toEqual(['reader2', 'reader4', 'reader1', 'reader3'])
    expect(await chunksOf(id)).toEqual([
      [1, 1, '2026-10-25T22:00:00.000Z', false],
      [2, 2, '2026-10-26T06:00:00.000Z', false],
      [3, 3, '2026-10-26T11:00:00.000Z', false],
      [4, 4, '2026-10-26T17:00:00.000Z', false],
    ])
  })

  test('no more than a warm-up allows a day, over all issues', async () => {
    await addPeople(desk.db, desk.newsletterId, 700)
    await setNewsletter(desk.needs, [['warm-up', '2026-11-16']])
    const id = await freezeWeek('2026-W46')
    expect(await chunksOf(id)).toEqual([
      [1, 50, '2026-11-16T06:00:00.000Z', false],
      [51, 150, '2026-11-17T06:00:00.000Z', true],
      [151, 650, '2026-11-18T06:00:00.000Z', true],
      [651, 700, '2026-11-19T06:00:00.000Z', true],
    ])
    expect(await readStatus(desk.db, id)).toMatchObject({ audience: 700, pending: 700 })
  })
})
