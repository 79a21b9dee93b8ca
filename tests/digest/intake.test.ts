import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { intakeSinceLastSent } from '../../src/digest/intake.ts'
import { updateIssue } from '../../src/digest/issues.repository.ts'
import { addArticle } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { buildWeek, keysOf, openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await openDesk('2026-10-07T12:00:00Z')
  await addPeople(desk.db, desk.newsletterId, 1)
})

afterEach(() => desk.close())

const add = (key: string, at: string, seenAt = at) =>
  addArticle(desk.db, desk.newsletterId, { key, at: new Date(at), first_seen_at: new Date(seenAt) })

async function send(week: string): Promise<string[]> {
  desk.setNow(weekOf(week).dueAt)
  const issue = await buildWeek(desk, week)
  const frozen = await freezeIssue(desk.needs, issue.id, weekOf(week).dueAt)
  expect(frozen.status).toBe('frozen')
  return keysOf(desk, issue.id)
}

async function intakeOf(week: string) {
  return intakeSinceLastSent(desk.db, await desk.newsletter(), weekOf(week).window)
}

test('the first issue tells of its week, and of weeks that were promised before it and told by none', async () => {
  expect(await intakeOf('2026-W41')).toEqual({ window: weekOf('2026-W41').window, lastFrozenAt: null })
  expect(await intakeOf('2026-W43')).toEqual({
    window: { start: weekOf('2026-W41').window.start, end: weekOf('2026-W43').window.end },
    lastFrozenAt: null,
  })
})

test('the issue after one that was sent tells of its own week alone', async () => {
  await add('a', '2026-10-08T10:00:00Z')
  await send('2026-W41')
  expect((await intakeOf('2026-W42')).window).toEqual(weekOf('2026-W42').window)
})

describe('weeks that no issue told of', () => {
  test.each([
    ['2026-W43', '2026-W42'],
    ['2026-W44', '2026-W42'],
    ['2026-W45', '2026-W42'],
    ['2026-W46', '2026-W43'],
    ['2026-W52', '2026-W49'],
  ])('%s begins with %s, four weeks at most, whatever the clock did', async (week, first) => {
    await add('a', '2026-10-08T10:00:00Z')
    await send('2026-W41')
    const { window } = await intakeOf(week)
    expect(window).toEqual({ start: weekOf(first).window.start, end: weekOf(week).window.end })
  })

  test('are told once, whether their issue was skipped, held or cancelled', async () => {
    await add('a', '2026-10-08T10:00:00Z')
    await send('2026-W41')
    for (const [week, status] of [
      ['2026-W42', 'skipped'],
      ['2026-W43', 'held'],
      ['2026-W44', 'cancelled'],
    ] as const) {
      await add(week, weekOf(week).window.start.toISOString())
      await updateIssue(desk.db, (await buildWeek(desk, week)).id, { status })
    }
    await add('d', weekOf('2026-W45').window.start.toISOString())
    expect(await send('2026-W45')).toEqual(['d', '2026-W44', '2026-W43', '2026-W42'])
    await add('e', weekOf('2026-W46').window.start.toISOString())
    expect(await send('2026-W46')).toEqual(['e'])
  })
})

describe('late arrivals', () => {
  beforeEach(async () => {
    await add('a', '2026-10-08T10:00:00Z')
    await send('2026-W41')
  })

  test('of the days before the window go into the next issue', async () => {
    await add('late', '2026-10-11T21:59:59Z', '2026-10-12T09:00:00Z')
    await add('three days before', '2026-10-08T22:00:00Z', '2026-10-12T09:00:00Z')
    await add('longer before', '2026-10-04T21:59:59Z', '2026-10-12T09:00:00Z')
    await add('own', '2026-10-13T10:00:00Z')
    expect((await send('2026-W42')).toSorted()).toEqual(['late', 'own', 'three days before'])
  })

  test('that were known before the freeze and not chosen are not late', async () => {
    await add('known', '2026-10-11T10:00:00Z', '2026-10-12T04:59:59Z')
    await add('own', '2026-10-13T10:00:00Z')
    expect(await send('2026-W42')).toEqual(['own'])
  })

  test('are carried once, not in every issue after', async () => {
    await add('late', '2026-10-11T10:00:00Z', '2026-10-12T09:00:00Z')
    await add('own', '2026-10-13T10:00:00Z')
    expect(await send('2026-W42')).toEqual(['own', 'late'])
    await add('next', '2026-10-20T10:00:00Z')
    expect(await send('2026-W43')).toEqual(['next'])
  })
})
