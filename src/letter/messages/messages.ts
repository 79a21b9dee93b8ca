/** The words of the letter and of the other mails that are Recap's own, in one language. */
export interface Messages extends LetterMessages {
  readonly notices: NoticeMessages
}

/** Numbers come as numbers, so that each language can choose its plural form; names and days come as text. */
interface LetterMessages {
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

/** The words of the mails that go to one person at a time, each with the name of the newsletter in them. */
export interface NoticeMessages {
  readonly confirm: (name: string) => NoticeWords
  readonly welcome: (name: string, weekday: string) => NoticeWords
  readonly preferences: (name: string) => NoticeWords
  /** Why somebody gets a confirmation, who is no subscriber yet. */
  readonly whyConfirm: (name: string) => string
}

/** A mail with one action: what it says, the words on its button, and what else there is to know. */
export interface NoticeWords {
  readonly subject: string
  readonly preheader: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly action: string
  readonly note: string
}
