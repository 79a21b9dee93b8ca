import { z } from 'zod'
import { firstYear, type ToldDate } from './place-date.ts'

const day = z.iso.date()
const instant = z.iso.datetime({ offset: true })

/** ISO 8601: a day, or an instant with its offset from UTC. Zeros of a clock that was never set are refused. */
export const pushedDate = z
  .string()
  .max(40)
  .describe(`ISO 8601: 2026-11-18T09:30:00Z, or 2026-11-18 when only the day is known; ${firstYear} or later`)
  .transform((text, context): ToldDate => {
    const date = readPushed(text)
    if (!date) context.addIssue('must be ISO 8601: 2026-11-18, or 2026-11-18T09:30:00 with Z or an offset')
    else if (yearOf(date) < firstYear)
      context.addIssue(`must be of ${firstYear} or later; leave it out when it is not known`)
    return date ?? z.NEVER
  })

function readPushed(text: string): ToldDate | undefined {
  if (day.safeParse(text).success) return { precision: 'day', day: text }
  return instant.safeParse(text).success ? { precision: 'instant', at: new Date(text) } : undefined
}

function yearOf(date: ToldDate): number {
  return date.precision === 'day' ? Number(date.day.slice(0, 4)) : date.at.getUTCFullYear()
}
