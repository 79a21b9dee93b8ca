import { AppError } from '../errors.ts'
import { pastWeek, slotOfWeek, type Slot } from '../time.ts'
import type { IssuePlan } from './build-issue.ts'
import { scheduleOf, type NewsletterRow } from './newsletters.repository.ts'

/** What an operator may say of an issue built by hand: its week, and a key that makes it one beside the week's own. */
export interface ManualIssue {
  readonly week?: string | undefined
  readonly key?: string | undefined
}

/** Plans an issue built by hand: of the past week unless one is named, in the week's own slot unless it has a key. */
export function planManualIssue(newsletter: NewsletterRow, { week, key }: ManualIssue, now: Date): IssuePlan {
  const slot = week === undefined ? pastWeek(scheduleOf(newsletter), now) : slotOf(newsletter, week)
  return {
    newsletter,
    slotKey: key === undefined ? slot.key : `manual-${checkKey(key)}`,
    intake: { window: slot.window, lastFrozenAt: null },
    reopensHeld: true,
  }
}

function slotOf(newsletter: NewsletterRow, week: string): Slot {
  const slot = slotOfWeek(scheduleOf(newsletter), week)
  if (slot) return slot
  throw new AppError('bad_input', `${week} is no ISO week of the calendar. Write it like 2026-W47.`)
}

function checkKey(key: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(key)) return key
  throw new AppError(
    'bad_input',
    `"${key}" cannot be the key of an issue: use up to 64 small letters, digits and hyphens, such as special-1.`,
  )
}
