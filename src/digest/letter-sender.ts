import type { Sender } from '../letter/frame-mjml.ts'
import { themeOf } from '../letter/theme.ts'
import type { NewsletterRow } from './newsletters.repository.ts'

/** A newsletter as its mails show it. */
export function letterSender(newsletter: NewsletterRow): Sender {
  return {
    name: newsletter.name,
    siteUrl: newsletter.site_url,
    postalAddress: newsletter.postal_address,
    locale: newsletter.locale,
    theme: themeOf(newsletter.theme),
  }
}
