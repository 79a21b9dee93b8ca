import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { buildIssue } from '../../src/digest/build-issue.ts'
import { itemsInFull } from '../../src/digest/pick-articles.ts'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { listItems, updateIssue } from '../../src/digest/issues.repository.ts'
import { planManualIssue } from '../../src/digest/plan-manual-issue.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { addArticle, addArticles } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, keysOf, openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk
const { window } = weekOf('2026-W47')
const justBefore = (at: Date) => new Date(at.getTime() - 1)

beforeEach(async () => {
  desk = await openDesk('2026-11-18T12:00:00Z')
})

afterEach(() => desk.close())

const add = (key: string, at: Date, rest = {}) => addArticle(desk.db, desk.newsletterId, { key, at, ...rest })

test('the window is half-open: its start belongs to it, its end to the next week', async () => {
  await add('before', justBefore(window.start))
  await add('first', window.start)
  await add('last', justBefore(window.end))
  await add('next', window.end)
  expect(await keysOf(desk, (await buildWeek(desk, '2026-W47')).id)).toEqual(['last', 'first'])
  const next = await buildIssue(desk.db, {
    newsletter: await desk.newsletter(),
    slotKey: '2026-W48',
    intake: { window: weekOf('2026-W48').window, lastFrozenAt: null },
  })
  expect(await keysOf(desk, next.id)).toEqual(['next'])
})

test('only articles that are new or ready go in, and none that an issue carried', async () => {
  for (const status of ['new', 'ready', 'baseline', 'hidden', 'dead'])
    await add(status, window.start, { status })
  await addPeople(desk.db, desk.newsletterId, 1)
  const issue = await buildWeek(desk, '2026-W47')
  expect(await keysOf(desk, issue.id)).toEqual(['new', 'ready'])
  await freezeIssue(desk.needs, issue.id, desk.needs.now())
  await add('fresh', window.start)
  const newsletter = await desk.newsletter()
  const manual = await buildIssue(
    desk.db,
    planManualIssue(newsletter, { key: 'extra', week: '2026-W47' }, new Date()),
  )
  expect(await keysOf(desk, manual.id)).toEqual(['fresh'])
})

test('a draft shows its articles as they are now, in full and then in brief', async () => {
  await addArticles(desk.db, desk.newsletterId, { keys: [...'abcdefghijklmnopqr'], from: window.start })
  const issue = await buildWeek(desk, '2026-W47')
  const items = await listItems(desk.db, issue.id)
  expect(items.map((item) => item.position)).toEqual(Array.from({ length: 15 }, (_, n) => n + 1))
  const sections = items.map((item) => item.section)
  expect(sections).toEqual([
    'lead',
    ...Array<string>(itemsInFull - 1).fill('top'),
    ...Array<string>(15 - itemsInFull).fill('brief'),
  ])
  expect(items[0]!.snapshot).toMatchObject({ source: 'Sample Post', minutes: 3 })
})

test('a second run gives the same issue with the same items', async () => {
  await addArticles(desk.db, desk.newsletterId, { keys: ['a', 'b', 'c'], from: window.start })
  const first = await buildWeek(desk, '2026-W47')
  const items = await listItems(desk.db, first.id)
  expect(await buildWeek(desk, '2026-W47')).toEqual(first)
  expect(await listItems(desk.db, first.id)).toEqual(items)
})

test('a draft is picked anew: articles that came, changed or were hidden, and settings', async () => {
  const [a] = await addArticles(desk.db, desk.newsletterId, { keys: ['a', 'b'], from: window.start })
  const issue = await buildWeek(desk, '2026-W47')
  await add('c', justBefore(window.end))
  await desk.db.updateTable('article').set({ title: 'Another title' }).where('id', '=', a!).execute()
  await desk.db.updateTable('article').set({ status: 'hidden' }).where('canonical_key', '=', 'b').execute()
  expect((await buildWeek(desk, '2026-W47')).id).toBe(issue.id)
  expect(await keysOf(desk, issue.id)).toEqual(['c', 'a'])
  expect((await listItems(desk.db, issue.id))[1]!.snapshot.title).toBe('Another title')
  await setNewsletter(desk.needs, [['max-items', '1']])
  await buildWeek(desk, '2026-W47')
  expect(await keysOf(desk, issue.id)).toEqual(['c'])
})

test.each(['frozen', 'sending', 'settling', 'done', 'held', 'cancelled'] as const)(
  'an issue that is %s stays as it is',
  async (status) => {
    await add('a', window.start)
    const issue = await buildWeek(desk, '2026-W47')
    const before = await updateIssue(desk.db, issue.id, { status })
    await add('b', window.start)
    expect(await buildWeek(desk, '2026-W47')).toEqual(before)
    expect(await keysOf(desk, issue.id)).toEqual(['a'])
  },
)

test('an issue that was skipped is a draft again, picked anew', async () => {
  const issue = await buildWeek(desk, '2026-W47')
  await updateIssue(desk.db, issue.id, { status: 'skipped', reason: 'No articles this week.' })
  await add('a', window.start)
  expect(await buildWeek(desk, '2026-W47')).toMatchObject({ id: issue.id, status: 'draft', reason: null })
  expect(await keysOf(desk, issue.id)).toEqual(['a'])
})

test('eight at once make one issue', async () => {
  await addArticles(desk.db, desk.newsletterId, { keys: ['a', 'b', 'c'], from: window.start })
  const built = await Promise.all(Array.from({ length: 8 }, () => buildWeek(desk, '2026-W47')))
  expect(new Set(built.map((issue) => issue.id)).size).toBe(1)
  expect((await keysOf(desk, built[0]!.id)).toSorted()).toEqual(['a', 'b', 'c'])
})

test('a week without articles is a draft without items', async () => {
  const issue = await buildWeek(desk, '2026-W47')
  expect(issue).toMatchObject({ status: 'draft', slug: '2026-W47', window_start: window.start })
  expect(await listItems(desk.db, issue.id)).toEqual([])
})
