import type { NewsletterRow } from './newsletters.repository.ts'

/** Why a person gets this mail, with the day of the consent, for the footer. */
export function whyLine(newsletter: NewsletterRow, consentAt: Date): string {
  const day = new Intl.DateTimeFormat(newsletter.locale, {
    dateStyle: 'long',
    timeZone: newsletter.time_zone,
  }).format(consentAt)
  return `You get this because you signed up for ${newsletter.name} on ${day}.`
}
