import { cleanText } from './clean-text.ts'
import type { Sender } from './frame-mjml.ts'
import { webUrl } from './letter-item.ts'

/** Whom a mail is from, fit to be shown: texts on one line and not too long, the site a web address. */
export function cleanSender({ name, siteUrl, postalAddress, locale, theme }: Sender): Sender {
  return {
    name: cleanText(name, 100),
    siteUrl: webUrl(siteUrl, 'the newsletter'),
    postalAddress: cleanText(postalAddress.trim().replace(/,?\s*\n\s*/g, ', '), 300),
    locale,
    theme,
  }
}
