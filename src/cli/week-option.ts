import { InvalidArgumentError } from 'commander'
import { slotOfWeek } from '../time.ts'

const anySchedule = { weekday: 1, time: '00:00', timeZone: 'UTC' }

/** Reads `--week`: an ISO week that the calendar has. */
export function parseWeek(text: string): string {
  if (slotOfWeek(anySchedule, text)) return text
  throw new InvalidArgumentError('It must be an ISO week such as 2026-W47.')
}
