import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  cronPattern,
  isTimeZone,
  lastSlot,
  nextSlot,
  pastWeek,
  slotOfWeek,
  type Slot,
  type WeeklySchedule,
} from '../src/time.ts'

const hour = 3_600_000
const day = 24 * hour

interface Zone {
  readonly timeZone: string
  /** A wall-clock time that the zone skips on some Sunday, or one that it repeats. */
  readonly oddTime: string
  /** How many hours a window may last. */
  readonly hours: readonly number[]
}

const hourly = [167, 168, 169]
const zones: readonly Zone[] = [
  { timeZone: 'UTC', oddTime: '00:00', hours: [168] },
  { timeZone: 'Asia/Kathmandu', oddTime: '23:59', hours: [168] },
  { timeZone: 'Europe/Berlin', oddTime: '02:30', hours: hourly },
  { timeZone: 'America/New_York', oddTime: '01:30', hours: hourly },
  { timeZone: 'America/Sao_Paulo', oddTime: '00:30', hours: hourly },
  { timeZone: 'Africa/Casablanca', oddTime: '02:30', hours: hourly },
  { timeZone: 'Australia/Lord_Howe', oddTime: '02:15', hours: [167.5, 168, 168.5] },
  // Samoa had no 30 December 2011.
  { timeZone: 'Pacific/Apia', oddTime: '03:30', hours: [144, ...hourly] },
]

const times = ['00:00', '01:30', '02:15', '02:30', '07:00', '12:05', '23:30', '23:59']
const first = Date.parse('2008-01-01T00:00Z')
const last = Date.parse('2028-01-01T00:00Z')

function follow(schedule: WeeklySchedule, from: Date, until: Date): Slot[] {
  const slots = [lastSlot(schedule, from)]
  while (slots.at(-1)!.dueAt < until) slots.push(nextSlot(schedule, slots.at(-1)!.dueAt))
  return slots
}

/** Every fault of a run of slots, in words. */
function faultsOf(slots: readonly Slot[], hours: readonly number[]): string[] {
  return slots.flatMap((slot, index) => {
    const before = slots[index - 1]
    const long = (slot.window.end.getTime() - slot.window.start.getTime()) / hour
    const early = slot.dueAt < slot.window.end
    const late = slot.dueAt.getTime() - slot.window.end.getTime() > day + hour
    return [
      ...(hours.includes(long) ? [] : [`${slot.key} is ${long} h long`]),
      ...(early || late ? [`${slot.key} is due out of its day`] : []),
      ...(before && before.window.end.getTime() !== slot.window.start.getTime()
        ? [`${slot.key} does not tile`]
        : []),
      ...(before && before.dueAt >= slot.dueAt ? [`${slot.key} is due before the one before`] : []),
    ]
  })
}

const anySchedule = (timeZone: string): fc.Arbitrary<WeeklySchedule> =>
  fc.record({
    weekday: fc.integer({ min: 1, max: 7 }),
    time: fc.constantFrom(...times),
    timeZone: fc.constant(timeZone),
  })
const anyInstant = fc.integer({ min: first, max: last }).map((at) => new Date(at))

describe.each(zones)('in $timeZone', ({ timeZone, oddTime, hours }) => {
  test('20 years of Sundays at an hour that clocks skip or repeat have one slot a week', () => {
    const slots = follow({ weekday: 7, time: oddTime, timeZone }, new Date(first), new Date(last))

    expect(faultsOf(slots, hours)).toEqual([])
    expect(new Set(slots.map((slot) => slot.key)).size).toBe(slots.length)
    expect(slots.length).toBe(1 + Math.ceil((last - slots[0]!.dueAt.getTime()) / (7 * day)))
  })

  test.each([1, 2, 3, 4, 5, 6])('every send time on weekday %i has one slot a week', (weekday) => {
    const step = (last - first) / times.length
    for (const [index, time] of times.entries()) {
      const from = new Date(first + index * step)
      const slots = follow({ weekday, time, timeZone }, from, new Date(from.getTime() + 10 * 7 * day))
      expect(faultsOf(slots, hours)).toEqual([])
      expect(new Set(slots.map((slot) => slot.key)).size).toBe(slots.length)
    }
  })

  test('at any instant the next slot is the one after the last, and a key finds its slot again', () => {
    fc.assert(
      fc.property(anySchedule(timeZone), anyInstant, (schedule, at) => {
        const before = lastSlot(schedule, at)
        const after = nextSlot(schedule, at)
        expect(before.dueAt <= at && at < after.dueAt).toBe(true)
        expect(after.window.start).toEqual(before.window.end)
        expect(nextSlot(schedule, before.dueAt)).toEqual(after)
        expect(lastSlot(schedule, after.dueAt)).toEqual(after)
        expect(lastSlot(schedule, new Date(after.dueAt.getTime() - 1))).toEqual(before)
        expect(slotOfWeek(schedule, after.key)).toEqual(after)
      }),
      { numRuns: 60 },
    )
  })

  test('the past week is over, and no week that is over is missed', () => {
    fc.assert(
      fc.property(anySchedule(timeZone), anyInstant, (schedule, at) => {
        const { window } = pastWeek(schedule, at)
        const since = at.getTime() - window.end.getTime()
        expect(since >= 0 && since < 7 * day + hour).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

const berlin = { weekday: 7, time: '02:30', timeZone: 'Europe/Berlin' }

test.each([
  ['skipped falls due after the gap', berlin, '2026-03-29', '2026-03-29T01:30:00Z'],
  ['repeated falls due at its first pass', berlin, '2026-10-25', '2026-10-25T00:30:00Z'],
  [
    'skipped for half an hour falls due half an hour later',
    { weekday: 7, time: '02:15', timeZone: 'Australia/Lord_Howe' },
    '2026-10-04',
    '2026-10-03T15:45:00Z',
  ],
])('a wall-clock time that is %s', (_fact, schedule, date, dueAt) => {
  expect(nextSlot(schedule, new Date(Date.parse(date) - 2 * day)).dueAt).toEqual(new Date(dueAt))
})

test('a slot of a date that its zone skipped is due a day later, and is the next one until then', () => {
  const friday = { weekday: 5, time: '07:00', timeZone: 'Pacific/Apia' }
  const due = new Date('2011-12-30T17:00:00Z')
  const gap = new Date('2011-12-30T10:00:00Z')

  for (const at of [new Date(gap.getTime() - 1), gap, new Date(due.getTime() - 1)])
    expect(nextSlot(friday, at)).toMatchObject({ key: '2011-W51', dueAt: due, window: { end: gap } })
  expect(lastSlot(friday, due).key).toBe('2011-W51')
  expect(nextSlot(friday, due)).toMatchObject({ key: '2011-W52', window: { start: gap } })
})

test('windows hold their start and not their end', () => {
  const monday = { weekday: 1, time: '07:00', timeZone: 'Europe/Berlin' }
  expect(slotOfWeek(monday, '2026-W47')).toEqual({
    key: '2026-W47',
    window: { start: new Date('2026-11-15T23:00:00Z'), end: new Date('2026-11-22T23:00:00Z') },
    dueAt: new Date('2026-11-23T06:00:00Z'),
  })
})

test('the weeks at the end of a year are those of ISO 8601', () => {
  const monday = { weekday: 1, time: '07:00', timeZone: 'UTC' }
  const keys = follow(monday, new Date('2026-12-22T00:00Z'), new Date('2027-01-18T00:00Z')).map(
    ({ key }) => key,
  )

  expect(keys).toEqual(['2026-W51', '2026-W52', '2026-W53', '2027-W01', '2027-W02'])
  expect(slotOfWeek(monday, '2026-W53')?.dueAt).toEqual(new Date('2027-01-04T07:00:00Z'))
  expect(slotOfWeek(monday, '2020-W53')?.dueAt).toEqual(new Date('2021-01-04T07:00:00Z'))
})

test.each([
  '2027-W53',
  '2026-W00',
  '2026-W54',
  '2026-W99',
  '2026-47',
  '2026-W7',
  ' 2026-W47',
  '2026-W47\n',
  '',
])('%j is no week', (week) => {
  expect(slotOfWeek(berlin, week)).toBeUndefined()
})

test('every week of 2000 years has a slot of its own key', () => {
  const fields = fc.tuple(fc.integer({ min: 1900, max: 3900 }), fc.integer({ min: 1, max: 52 }))
  fc.assert(
    fc.property(anySchedule('UTC'), fields, (schedule, [year, week]) => {
      const key = `${year}-W${String(week).padStart(2, '0')}`
      expect(slotOfWeek(schedule, key)?.key).toBe(key)
    }),
  )
})

test.each([
  [1, '07:00', '0 7 * * 1'],
  [6, '23:59', '59 23 * * 6'],
  [7, '00:05', '5 0 * * 0'],
])('the cron pattern of weekday %i at %s is %s', (weekday, time, pattern) => {
  expect(cronPattern({ weekday, time, timeZone: 'UTC' })).toBe(pattern)
})

test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s is a zone', (name) => {
  expect(isTimeZone(name)).toBe(true)
})

test.each(['', ' ', 'Mars/Base', 'Europe/Berlin ', '+01:00', 'T12:00Z', '2026-01-01T00:00Z', 'Z', '\0'])(
  '%j is no zone',
  (name) => {
    expect(isTimeZone(name)).toBe(false)
  },
)
