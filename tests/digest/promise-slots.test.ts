import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { promiseSlots } from '../../src/digest/promise-slots.ts'
import { setNewsletter } from '../../src/digest/set-newsletter.ts'
import { setSlotStatus } from '../../src/digest/slots.repository.ts'
import { openDesk, type Desk } from '../support/desk.ts'

let desk: Desk

beforeEach(async () => {
  desk = await openDesk('2026-11-18T12:00:00Z')
})

afterEach(() => desk.close())

const listSlots = () => desk.db.selectFrom('slot').selectAll().orderBy('due_at').execute()

async function lines(): Promise<string[]> {
  return (await listSlots()).map((slot) => `${slot.slot_key} ${slot.due_at.toISOString().slice(0, 16)}`)
}

const promise = () => promiseSlots(desk.needs)

test('the first slot of a fresh newsletter lies in the future', async () => {
  await desk.db.deleteFrom('slot').execute()
  await promise()
  expect(await lines()).toEqual(['2026-W47 2026-11-23T06:00'])
})

test('a slot that is due at this very moment is followed by the next', async () => {
  desk.setNow('2026-11-23T05:59:59.999Z')
  await promise()
  expect(await lines()).toHaveLength(1)
  desk.setNow('2026-11-23T06:00:00Z')
  await promise()
  expect(await lines()).toEqual(['2026-W47 2026-11-23T06:00', '2026-W48 2026-11-30T06:00'])
})

test('a second run changes nothing, however often it comes', async () => {
  const before = await listSlots()
  for (let run = 0; run < 3; run += 1) await promise()
  expect(await listSlots()).toEqual(before)
})

test('after weeks of downtime each missed slot is written down, by the local time of its day', async () => {
  desk.setNow('2027-04-06T12:00:00Z')
  await promise()
  const found = await lines()
  expect(found).toHaveLength(21)
  expect(found.slice(0, 2)).toEqual(['2026-W47 2026-11-23T06:00', '2026-W48 2026-11-30T06:00'])
  expect(found).toContain('2026-W53 2027-01-04T06:00')
  expect(found).toContain('2027-W12 2027-03-29T05:00')
  expect(found.at(-1)).toBe('2027-W14 2027-04-12T05:00')
})

test('twenty at once, and a change of settings among them, promise every week once', async () => {
  desk.setNow('2026-12-22T12:00:00Z')
  const runs = Array.from({ length: 20 }, promise)
  await Promise.all([...runs, setNewsletter(desk.needs, [['name', 'Another name']])])
  expect(await lines()).toEqual([
    '2026-W47 2026-11-23T06:00',
    '2026-W48 2026-11-30T06:00',
    '2026-W49 2026-12-07T06:00',
    '2026-W50 2026-12-14T06:00',
    '2026-W51 2026-12-21T06:00',
    '2026-W52 2026-12-28T06:00',
  ])
})

describe('a schedule that is moved', () => {
  const set = (schedule: string) => setNewsletter(desk.needs, [['schedule', schedule]])

  test('before the slot is due takes the week with it', async () => {
    await set('Fri 09:30')
    expect(await lines()).toEqual(['2026-W46 2026-11-20T08:30'])
  })

  test('later in the week whose slot was due does not promise that week again', async () => {
    desk.setNow('2026-11-24T06:00:00Z')
    await set('Wed 07:00')
    expect(await lines()).toEqual(['2026-W47 2026-11-23T06:00', '2026-W48 2026-12-02T06:00'])
  })

  test('to a time of this week that is over makes nothing due in the past', async () => {
    await set('Wed 18:00')
    desk.setNow('2026-11-24T06:00:00Z')
    await set('Mon 07:00')
    expect(await lines()).toEqual(['2026-W46 2026-11-18T17:00', '2026-W48 2026-11-30T06:00'])
  })

  test('after downtime leaves the missed slots where they were', async () => {
    desk.setNow('2026-12-01T06:00:00Z')
    await set('Thu 07:00')
    expect(await lines()).toEqual([
      '2026-W47 2026-11-23T06:00',
      '2026-W48 2026-11-30T06:00',
      '2026-W49 2026-12-10T06:00',
    ])
  })

  test('while its issue is prepared leaves that slot alone', async () => {
    const [slot] = await listSlots()
    await setSlotStatus(desk.db, slot!, 'taken')
    await set('Tue 07:00')
    expect(await lines()).toEqual(['2026-W47 2026-11-23T06:00'])
    desk.setNow('2026-11-23T06:00:00Z')
    await promise()
    expect(await lines()).toEqual(['2026-W47 2026-11-23T06:00', '2026-W48 2026-12-01T06:00'])
  })

  test('every day for six weeks promises no week twice and leaves exactly one slot in the future', async () => {
    const days = ['Sun 23:59', 'Mon 07:00', 'Sat 00:00', 'Wed 12:00', 'Fri 06:30', 'Tue 18:00', 'Thu 02:30']
    for (let n = 0; n < 42; n += 1) {
      const now = new Date(Date.parse('2026-11-18T12:00:00Z') + n * 86_400_000)
      desk.setNow(now)
      await promise()
      await set(days[(n * 5 + Math.floor(n / 7)) % 7]!)
      const slots = await listSlots()
      expect(slots.filter((slot) => slot.due_at > now)).toHaveLength(1)
      expect(new Set(slots.map((slot) => slot.slot_key)).size).toBe(slots.length)
    }
  })
})

test('a newsletter that is switched off is promised nothing, and nothing of that time when it is on again', async () => {
  await setNewsletter(desk.needs, [['enabled', 'no']])
  desk.setNow('2026-12-16T12:00:00Z')
  await promise()
  expect(await lines()).toEqual([])
  await setNewsletter(desk.needs, [['enabled', 'yes']])
  expect(await lines()).toEqual(['2026-W51 2026-12-21T06:00'])
})
