import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { freezeIssue } from '../../src/digest/freeze-issue.ts'
import { prepareIssue } from '../../src/digest/prepare-issue.ts'
import { promiseSlots } from '../../src/digest/promise-slots.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { findSlot, listSlotsToPrepare } from '../../src/digest/slots.repository.ts'
import { addArticle } from '../support/builders.ts'
import { addPeople } from '../support/bulk-people.ts'
import { keysOf, openDesk, weekOf, type Desk } from '../support/desk.ts'

let desk: Desk
const hour = 3_600_000

beforeEach(async () => {
  desk = await openDesk('2026-11-18T12:00:00Z')
  await addPeople(desk.db, desk.newsletterId, 2)
  for (const week of ['2026-W47', '2026-W48', '2026-W49'])
    await addArticle(desk.db, desk.newsletterId, { key: week, at: weekOf(week).window.start })
})

afterEach(() => desk.close())

const prepare = (slotKey: string) => prepareIssue(desk.needs, { newsletterId: desk.newsletterId, slotKey })
const slot = (slotKey: string) => findSlot(desk.db, desk.newsletterId, slotKey)
const dueKeys = async () => (await listSlotsToPrepare(desk.db, desk.needs.now())).map((row) => row.slot_key)

async function arrive(at: Date): Promise<void> {
  desk.setNow(at)
  await promiseSlots(desk.needs)
}

test('a slot is up for preparation from its lead time on, until its issue is made', async () => {
  const { dueAt } = weekOf('2026-W47')
  await arrive(new Date(dueAt.getTime() - hour - 1))
  expect(await dueKeys()).toEqual([])
  await arrive(new Date(dueAt.getTime() - hour))
  expect(await dueKeys()).toEqual(['2026-W47'])
  expect(await prepare('2026-W47')).toMatchObject({
    status: 'frozen',
    send_at: dueAt,
    audience: 2,
    number: 1,
  })
  expect(await slot('2026-W47')).toMatchObject({ status: 'taken' })
  expect(await dueKeys()).toEqual([])
})

test('a second run, and eight at once, make no second issue', async () => {
  await arrive(weekOf('2026-W47').dueAt)
  await Promise.all(Array.from({ length: 8 }, () => prepare('2026-W47')))
  const issues = await desk.db.selectFrom('issue').selectAll().execute()
  expect(issues).toHaveLength(1)
  expect(issues[0]).toMatchObject({ status: 'frozen', number: 1 })
  await prepare('2026-W47')
  expect(await desk.db.selectFrom('issue').selectAll().execute()).toEqual(issues)
  expect(await desk.db.selectFrom('delivery').selectAll().execute()).toHaveLength(2)
})

test('a process that died between the freeze and the slot leaves the next one to find the issue', async () => {
  await arrive(weekOf('2026-W47').dueAt)
  const first = await prepare('2026-W47')
  await desk.db.updateTable('slot').set({ status: 'open' }).where('slot_key', '=', '2026-W47').execute()
  expect(await prepare('2026-W47')).toEqual(first)
  expect(await slot('2026-W47')).toMatchObject({ status: 'taken' })
})

test('a slot or newsletter that there is not is nothing to do', async () => {
  expect(await prepare('2031-W01')).toBeUndefined()
  expect(await prepareIssue(desk.needs, { newsletterId: 4711, slotKey: '2026-W47' })).toBeUndefined()
})

test('an issue that cannot be rendered leaves its slot open', async () => {
  await arrive(weekOf('2026-W47').dueAt)
  const broken = {
    ...desk.needs,
    planAudience: async () => {
      throw new Error('killed')
    },
  }
  const order = { newsletterId: desk.newsletterId, slotKey: '2026-W47' }
  await expect(prepareIssue(broken, order)).rejects.toThrow('killed')
  expect(await dueKeys()).toEqual(['2026-W47'])
  expect(await prepare('2026-W47')).toMatchObject({ status: 'frozen' })
})

describe('an issue that is late', () => {
  const at = (hours: number, ms = 0) => new Date(weekOf('2026-W47').dueAt.getTime() + hours * hour + ms)

  test('within the time that the newsletter allows is sent', async () => {
    await arrive(at(24))
    expect(await prepare('2026-W47')).toMatchObject({ status: 'frozen', send_at: weekOf('2026-W47').dueAt })
  })

  test('beyond it is held and says why, and an operator can still send it', async () => {
    await arrive(at(24, 1))
    const held = await prepare('2026-W47')
    expect(held).toMatchObject({ status: 'held', number: null, html: null })
    expect(held!.reason).toBe(
      'This issue was due 24 hours ago, more than the 24 allowed. Send it with `recap issue send` or leave it.',
    )
    expect(await slot('2026-W47')).toMatchObject({ status: 'taken' })
    await prepare('2026-W47')
    expect(await desk.db.selectFrom('carried_article').selectAll().execute()).toEqual([])
    expect(await freezeIssue(desk.needs, held!.id, at(25))).toMatchObject({ status: 'frozen', number: 1 })
  })

  test('is judged by the newsletter’s own limit', async () => {
    await setNewsletter(desk.needs, [['late-within-hours', '72']])
    await arrive(at(72))
    expect(await prepare('2026-W47')).toMatchObject({ status: 'frozen' })
  })
})

describe('an issue whose successor is due as well', () => {
  test('is skipped and says why, and its articles go into the successor', async () => {
    await arrive(weekOf('2026-W49').dueAt)
    expect(await dueKeys()).toEqual(['2026-W47', '2026-W48', '2026-W49'])
    for (const key of ['2026-W47', '2026-W48']) {
      expect(await prepare(key)).toMatchObject({
        status: 'skipped',
        reason: expect.stringContaining('its articles go into that one'),
        number: null,
      })
    }
    const issue = await prepare('2026-W49')
    expect(issue).toMatchObject({ status: 'frozen', number: 1 })
    expect(await keysOf(desk, issue!.id)).toEqual(['2026-W49', '2026-W48', '2026-W47'])
    expect(await dueKeys()).toEqual([])
  })

  test('comes to the same end whichever is prepared first', async () => {
    await arrive(weekOf('2026-W49').dueAt)
    const [w49, w47, w48] = await Promise.all(['2026-W49', '2026-W47', '2026-W48'].map(prepare))
    expect([w47!.status, w48!.status, w49!.status]).toEqual(['skipped', 'skipped', 'frozen'])
    expect(await keysOf(desk, w49!.id)).toEqual(['2026-W49', '2026-W48', '2026-W47'])
  })

  test('keeps its place when that successor is only being prepared ahead of its time', async () => {
    await setNewsletter(desk.needs, [['lead-minutes', '10080']])
    await arrive(new Date(weekOf('2026-W47').dueAt.getTime() + hour))
    expect(await dueKeys()).toEqual(['2026-W47', '2026-W48'])
    expect(await prepare('2026-W47')).toMatchObject({ status: 'frozen' })
  })
})

test('a week with nobody to tell is skipped, and its articles wait for the next', async () => {
  await desk.db.updateTable('subscription').set({ status: 'paused' }).execute()
  await arrive(weekOf('2026-W47').dueAt)
  expect(await prepare('2026-W47')).toMatchObject({ status: 'skipped' })
  await desk.db.updateTable('subscription').set({ status: 'active' }).execute()
  await arrive(weekOf('2026-W48').dueAt)
  const next = await prepare('2026-W48')
  expect(await keysOf(desk, next!.id)).toEqual(['2026-W48', '2026-W47'])
})
