import { Temporal } from '@js-temporal/polyfill'

/** Where the program gets the time from; tests hand in their own. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** When a newsletter goes out: a weekday (1 is Monday, 7 is Sunday) and a wall-clock time in an IANA zone. */
export interface WeeklySchedule {
  readonly weekday: number
  readonly time: string
  readonly timeZone: string
}

/** Half-open span of instants: `start` belongs to it, `end` does not. */
export interface Window {
  readonly start: Date
  readonly end: Date
}

/** One promised issue: its key, the week it tells of, and when it is due. */
export interface Slot {
  readonly key: string
  readonly window: Window
  readonly dueAt: Date
}

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name)
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

/** The slot that falls due on a date: it tells of the seven local days that end as that date begins. */
function slotOn(date: Temporal.PlainDate, schedule: WeeklySchedule): Slot {
  const firstDay = date.subtract({ days: 7 })
  const dueAt = date.toZonedDateTime({
    timeZone: schedule.timeZone,
    plainTime: Temporal.PlainTime.from(schedule.time),
  })
  return { key: isoWeek(firstDay), window: windowOf(firstDay, schedule.timeZone), dueAt: toDate(dueAt) }
}

/** The last slot due at or before an instant. */
export function lastSlot(schedule: WeeklySchedule, at: Date): Slot {
  const today = localDate(at, schedule.timeZone)
  const sinceWeekday = (today.dayOfWeek - schedule.weekday + 7) % 7
  const candidate = slotOn(today.subtract({ days: sinceWeekday }), schedule)
  return candidate.dueAt <= at ? candidate : slotOn(today.subtract({ days: sinceWeekday + 7 }), schedule)
}

/** The first slot due after an instant. */
export function nextSlot(schedule: WeeklySchedule, at: Date): Slot {
  const today = localDate(at, schedule.timeZone)
  const untilWeekday = (schedule.weekday - today.dayOfWeek + 7) % 7
  const candidate = slotOn(today.add({ days: untilWeekday }), schedule)
  return candidate.dueAt > at ? candidate : slotOn(today.add({ days: untilWeekday + 7 }), schedule)
}

/** The week whose days are over at an instant, whatever the hour of the schedule: what a manual build tells of. */
export function pastWeek(schedule: WeeklySchedule, at: Date): Slot {
  const today = localDate(at, schedule.timeZone)
  return slotOn(today.subtract({ days: (today.dayOfWeek - schedule.weekday + 7) % 7 }), schedule)
}

/** The slot whose key is an ISO week such as `2026-W47`; undefined when the text is no such week. */
export function slotOfWeek(schedule: WeeklySchedule, week: string): Slot | undefined {
  const match = /^(\d{4})-W(\d{2})$/.exec(week)
  if (!match) return undefined
  const fourthOfJanuary = Temporal.PlainDate.from({ year: Number(match[1]), month: 1, day: 4 })
  const monday = fourthOfJanuary
    .subtract({ days: fourthOfJanuary.dayOfWeek - 1 })
    .add({ weeks: Number(match[2]) - 1 })
  if (isoWeek(monday) !== week) return undefined
  return slotOn(monday.add({ days: schedule.weekday - 1 + 7 }), schedule)
}

/** The five-field cron pattern of a schedule, as BullMQ reads it beside a time zone. */
export function cronPattern(schedule: WeeklySchedule): string {
  const [hour, minute] = schedule.time.split(':').map(Number)
  return `${minute} ${hour} * * ${schedule.weekday % 7}`
}

/** Seven local days from a date, by the calendar: 167, 168 or 169 hours long. */
function windowOf(firstDay: Temporal.PlainDate, timeZone: string): Window {
  const end = firstDay.add({ days: 7 })
  return {
    start: toDate(firstDay.toZonedDateTime({ timeZone })),
    end: toDate(end.toZonedDateTime({ timeZone })),
  }
}

/** ISO 8601 week of a date; its year is the year of the week's Thursday. */
function isoWeek(date: Temporal.PlainDate): string {
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`
}

function localDate(at: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
}

function toDate(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds)
}
