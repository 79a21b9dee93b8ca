/** What the reason for a mail is told of: the newsletter's name, and where and in which language dates are read. */
interface WhyPlace {
  readonly name: string
  readonly locale: string
  readonly time_zone: string
}

/** Why a person gets this mail, with the day of the consent, for the footer. */
export function whyLine(newsletter: WhyPlace, consentAt: Date): string {
  const day = new Intl.DateTimeFormat(newsletter.locale, {
    dateStyle: 'long',
    timeZone: newsletter.time_zone,
  }).format(consentAt)
  return `You get this because you signed up for ${newsletter.name} on ${day}.`
}
