import type { VNode } from 'preact'

interface TimeProps {
  readonly at: Date
  /** With hours and minutes, in UTC; else the day alone. */
  readonly precise?: boolean
}

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const minutes = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** An instant for people and, in its attribute, for programs. */
export function Time({ at, precise = false }: TimeProps): VNode {
  return <time dateTime={at.toISOString()}>{precise ? `${minutes.format(at)} UTC` : days.format(at)}</time>
}
