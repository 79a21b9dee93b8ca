import { randomBytes } from 'node:crypto'
import type { Clock } from '../time.ts'

const pattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-z]{4}-[0-9a-f]{12}$/
const sequenceRange = 36 ** 4

/**
 * Gives out ids of captured mails that sort by arrival: UTC time in milliseconds, a running number,
 * and 48 random bits that keep several processes apart.
 */
export function createInboxIds(now: Clock): () => string {
  let latest = 0
  let sequence = 0
  return () => {
    // A clock that is set back must not sort a new mail before an older one.
    latest = Math.max(latest, now().getTime())
    sequence = (sequence + 1) % sequenceRange
    const time = new Date(latest).toISOString().replace(/[-:.]/g, '')
    return `${time}-${sequence.toString(36).padStart(4, '0')}-${randomBytes(6).toString('hex')}`
  }
}

/** Whether a text has the form of an id; such a text names a file and can never leave its folder. */
export function isInboxId(text: string): boolean {
  return pattern.test(text)
}

/** When the mail of an id arrived; the epoch for a text that is no id. */
export function arrivalOf(id: string): Date {
  return new Date(id.match(pattern) ? id.replace(pattern, '$1-$2-$3T$4:$5:$6.$7Z') : 0)
}
