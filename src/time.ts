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
  return {
    key: isoWeek(firstDay),
    window: windowOf(firstDay, schedule.timeZone),
    dueAt: dueOn(date, schedule),
  }
}

/** A wall-clock time that clocks skip falls due after the gap, one that they repeat at its first pass. */
function dueOn(date: Temporal.PlainDate, { time, timeZone }: WeeklySchedule): Date {
  return toDate(date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }))
}

/** The last slot due at or before an instant. */
export function lastSlot(schedule: WeeklySchedule, at: Date): Slot {
  return slotOn(lastDate(schedule, at), schedule)
}

/** The first slot due after an instant. */
export function nextSlot(schedule: WeeklySchedule, at: Date): Slot {
  return slotOn(lastDate(schedule, at).add({ days: 7 }), schedule)
}

/** The date of the last slot; where a zone skips that date whole, the slot falls due on a later one. */
function lastDate(schedule: WeeklySchedule, at: Date): Temporal.PlainDate {
  const date = lastWeekday(schedule, at)
  return dueOn(date, schedule) <= at ? date : date.subtract({ days: 7 })
}

/** The last date, today included, that is the weekday of a schedule. */
function lastWeekday(schedule: WeeklySchedule, at: Date): Temporal.PlainDate {
  const today = localDate(at, schedule.timeZone)
  return today.subtract({ days: (today.dayOfWeek - schedule.weekday + 7) % 7 })
}

/** The week whose days are over at an instant, whatever the hour of the schedule: what a manual build tells of. */
export function pastWeek(schedule: WeeklySchedule, at: Date): Slot {
  return slotOn(lastWeekday(schedule, at), schedule)
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

/** The instant at which a wall clock of a zone shows a time on the date that it is at `at` in another zone. */
export function sameDateAt(
  at: Date,
  zoneOfDate: string,
  { time, timeZone }: Pick<WeeklySchedule, 'time' | 'timeZone'>,
): Date {
  const plainTime = Temporal.PlainTime.from(time)
  return toDate(localDate(at, zoneOfDate).toZonedDateTime({ timeZone, plainTime }))
}

/** The calendar month of a zone that an instant falls in. */
export function monthOf(at: Date, timeZone: string): Window {
  const first = localDate(at, timeZone).with({ day: 1 })
  return {
    start: toDate(first.toZonedDateTime({ timeZone })),
    end: toDate(first.add({ months: 1 }).toZonedDateTime({ timeZone })),
  }
}

/** Days counted from a date such as `2026-11-30`, which is day 0, by the calendar of a zone. */
export function calendarDays(start: string, timeZone: string) {
  const first = Temporal.PlainDate.from(start)
  const dayOf = (date: Temporal.PlainDate): number => first.until(date, { largestUnit: 'days' }).days
  return {
    dayOf: (at: Date): number => dayOf(localDate(at, timeZone)),
    dayOfDate: (date: string): number => dayOf(Temporal.PlainDate.from(date)),
    daysLater: (at: Date, days: number): Date => toDate(zoned(at, timeZone).add({ days })),
  }
}

/** Seven local days from a date, by the calendar: 168 hours, but for a week in which the clocks change. */
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

/** The first instant of a date such as `2026-12-24` in a zone; undefined when there is no such date. */
export function startOfDate(text: string, timeZone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return toDate(Temporal.PlainDate.from(text, { overflow: 'reject' }).toZonedDateTime({ timeZone }))
  } catch {
    return undefined
  }
}

function localDate(at: Date, timeZone: string): Temporal.PlainDate {
  return zoned(at, timeZone).toPlainDate()
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
}

function toDate(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds)
}
