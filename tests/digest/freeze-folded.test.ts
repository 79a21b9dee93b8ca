import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { addArticles } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk
const { window, dueAt } = weekOf('2026-W47')

beforeEach(async () => {
  desk = await openDesk('2026-11-23T05:00:00Z')
})

afterEach(() => desk.close())

async function build(slotKey: string, week = window) {
  const intake = { window: week, lastFrozenAt: null }
  return buildIssue(desk.db, { newsletter: await desk.newsletter(), slotKey, intake })
}

/** A draft of one article with a copy folded into it. */
async function buildFolded(told: number, copy: number) {
  const draft = await build('manual-folded')
  await desk.db.deleteFrom('issue_item').where('article_id', '=', copy).execute()
  await desk.db
    .updateTable('issue_choice')
    .set({ verdict: 'folded', folded_into: told })
    .where('article_id', '=', copy)
    .execute()
  return draft
}

const carried = () => desk.db.selectFrom('carried_article').selectAll().orderBy('article_id').execute()

async function addPair(): Promise<[number, number]> {
  await addPeople(desk.db, desk.newsletterId, 1)
  const [told, copy] = await addArticles(desk.db, desk.newsletterId, {
    keys: ['told', 'copy'],
    from: window.start,
  })
  return [told!, copy!]
}

test('a freeze books what is folded into an item as carried too', async () => {
  const [told, copy] = await addPair()
  const draft = await buildFolded(told, copy)
  expect(await freezeIssue(desk.needs, draft.id, dueAt)).toMatchObject({ status: 'frozen' })
  expect((await carried()).map((row) => row.article_id)).toEqual([told, copy])
})

test('an issue is skipped when all of it went out before, though a copy folded into it did not', async () => {
  const [told, copy] = await addPair()
  const draft = await buildFolded(told, copy)
  const earlier = await build('manual-earlier', weekOf('2026-W40').window)
  const booked = { newsletter_id: desk.newsletterId, article_id: told, issue_id: earlier.id }
  await desk.db.insertInto('carried_article').values(booked).execute()
  expect(await freezeIssue(desk.needs, draft.id, dueAt)).toMatchObject({ status: 'skipped', number: null })
  expect(await carried()).toEqual([booked])
})
