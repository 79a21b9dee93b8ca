/** The words of the letter that are Recap's own, in one language. */
export interface Messages {
  readonly issueNumber: (number: number) => string
  readonly weekTitle: (week: string) => string
  readonly count: (stories: number) => string
  readonly countAndTime: (stories: number, minutes: number) => string
  readonly minutes: (minutes: number) => string
  readonly subject: (leadTitle: string, others: number) => string
  readonly promise: string
  readonly quietSubject: (newsletter: string) => string
  readonly emptyWeek: string
  readonly shortWeek: string
  readonly stories: string
  readonly inBrief: string
  readonly related: string
  readonly alsoCovered: string
  readonly automatic: string
  readonly readOnWeb: string
  readonly preferences: string
  readonly unsubscribe: string
  readonly sentTo: (address: string) => string
  readonly why: (name: string, day: string) => string
  readonly whyConfirmed: (name: string, day: string) => string
}

const english: Messages = {
  issueNumber: (number) => `No. ${number}`,
  weekTitle: (week) => `The week of ${week}`,
  count: (stories) => (stories === 1 ? '1 story' : `${stories} stories`),
  countAndTime: (stories, minutes) => `${english.count(stories)}, about ${minutes} min`,
  minutes: (minutes) => `${minutes} min`,
  subject: (leadTitle, others) => `${leadTitle}, and ${others} more`,
  promise: 'the week in key points, with links to read on',
  quietSubject: (newsletter) => `${newsletter}: a quiet week`,
  emptyWeek: 'A quiet week: nothing new was published. The next letter comes as usual.',
  shortWeek: 'It was a quiet week, so this letter is a short one.',
  stories: 'Also this week',
  inBrief: 'In brief',
  related: 'Related',
  alsoCovered: 'Also covered',
  automatic: 'points picked automatically',
  readOnWeb: 'Read on the web',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
  sentTo: (address) => `Sent to ${address}`,
  why: (name, day) => `You get this because you signed up for ${name} on ${day}.`,
  whyConfirmed: (name, day) =>
    `You get this because you signed up for ${name} and confirmed it by mail on ${day}.`,
}

/** The catalogue of a BCP 47 locale; English where there is none. */
export function messagesFor(_locale: string): Messages {
  return english
}
