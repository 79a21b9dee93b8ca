import { messagesFor, wordLocale } from './messages/messages-for.ts'

/** What the reason for a mail is told of: the newsletter's name, and where and in which language dates are read. */
interface WhyPlace {
  readonly name: string
  readonly locale: string
  readonly time_zone: string
}

/** When a person agreed to the mail, and by which way in: `form`, `import`, `command line` and the like. */
interface Consent {
  readonly at: Date
  readonly source: string
}

/** Tells the readers of a newsletter why each of them gets it: the form of the consent and its day. */
export function openWhyLine({ name, locale, time_zone: timeZone }: WhyPlace): (consent: Consent) => string {
  const { why, whyConfirmed } = messagesFor(locale)
  // Made once: a formatter takes a hundred times as long to make as to use.
  const format = new Intl.DateTimeFormat(wordLocale(locale), { dateStyle: 'long', timeZone })
  return ({ at, source }) => (source === 'form' ? whyConfirmed : why)(name, format.format(at))
}
