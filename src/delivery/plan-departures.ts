import { isTimeZone, sameDateAt, type WeeklySchedule } from '../time.ts'
import type { Departure, ReaderHour } from './audience.repository.ts'

/**
 * When readers of each zone and hour get an issue: on its date in the newsletter's zone, at their hour in theirs. An
 * hour that clocks skip falls after the gap. Where that hour is over already, they get it at once.
 */
export function planDepartures(
  hours: readonly ReaderHour[],
  { schedule, sendAt }: { readonly schedule: WeeklySchedule; readonly sendAt: Date },
): Departure[] {
  return hours.map(({ zone, hour }) => {
    const timeZone = zone !== null && isTimeZone(zone) ? zone : schedule.timeZone
    const time = hour === null ? schedule.time : `${String(hour).padStart(2, '0')}:00`
    return { zone, hour, notBefore: sameDateAt(sendAt, schedule.timeZone, { time, timeZone }) }
  })
}
