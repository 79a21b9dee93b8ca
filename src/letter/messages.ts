/** The words of the letter that are Recap's own, in one language. */
export interface Messages {
  readonly issueNumber: (number: number) => string
  readonly weekTitle: (week: string) => string
  readonly count: (stories: number) => string
  readonly countAndTime: (stories: number, minutes: number) => string
  readonly minutes: (minutes: number) => string
  readonly subject: (leadTitle: string, others: number) => string
  readonly promise: string
  readonly stories: string
  readonly inBrief: string
  readonly related: string
  readonly alsoCovered: string
  readonly automatic: string
  readonly readOnWeb: string
  readonly unsubscribe: string
}

const english: Messages = {
  issueNumber: (number) => `No. ${number}`,
  weekTitle: (week) => `The week of ${week}`,
  count: (stories) => (stories === 1 ? '1 story' : `${stories} stories`),
  countAndTime: (stories, minutes) => `${english.count(stories)}, about ${minutes} min`,
  minutes: (minutes) => `${minutes} min`,
  subject: (leadTitle, others) => `${leadTitle}, and ${others} more`,
  promise: 'the week in key points, with links to read on',
  stories: 'Also this week',
  inBrief: 'In brief',
  related: 'Related',
  alsoCovered: 'Also covered',
  automatic: 'points picked automatically',
  readOnWeb: 'Read on the web',
  unsubscribe: 'Unsubscribe',
}

/** The catalogue of a BCP 47 locale; English where there is none. */
export function messagesFor(_locale: string): Messages {
  return english
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** The reading direction of a BCP 47 locale. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(locale.toLowerCase().split(/[-_]/)[0] ?? '') ? 'rtl' : 'ltr'
}
