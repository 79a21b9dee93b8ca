import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pushArticles } from '../../src/articles/push-articles.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { listItems } from '../../src/digest/issues.repository.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, keysOf, openDesk, type Desk } from '../support/desk.ts'

let desk: Desk
const now = '2026-11-18T12:00:00Z'
beforeAll(async () => {
  desk = await openDesk(now)
})
afterAll(() => desk.close())

const sample = (externalId: string, more: object) => ({
  externalId,
  url: `https://harbour.example/${externalId}`,
  title: `The story of ${externalId}`,
  ...more,
})

test('pushed key points are in the issue; an update after that issue brings the article into no other', async () => {
  const context = { newsletterId: desk.newsletterId, timeZone: 'Europe/Berlin' }
  const push = (seenAt: string, more: object) =>
    desk.db
      .transaction()
      .execute((trx) => pushArticles(trx, { ...context, seenAt: new Date(seenAt) }, [sample('told', more)]))
  await push(now, {
    publishedAt: '2026-11-17',
    keyPoints: ['The wall is built.', 'It takes two years.'],
  })
  await addPeople(desk.db, desk.newsletterId, 1)
  const issue = await buildWeek(desk, '2026-W47')
  const [item] = await listItems(desk.db, issue.id)
  expect(item!.snapshot.keyPoints).toEqual([
    { text: 'The wall is built.', origin: 'push' },
    { text: 'It takes two years.', origin: 'push' },
  ])
  await freezeIssue(desk.needs, issue.id, desk.needs.now())
  desk.setNow('2026-11-25T12:00:00Z')
  const [again] = await push('2026-11-25T12:00:00Z', { title: 'News', publishedAt: '2026-11-24' })
  expect(again!.status).toBe('updated')
  expect(await keysOf(desk, (await buildWeek(desk, '2026-W48')).id)).toEqual([])
})
