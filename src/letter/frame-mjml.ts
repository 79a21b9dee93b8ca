import { directionOf } from '../language.ts'
import { fillTemplate, noMjml, type Mjml } from '../mail/fill-template.ts'
import { slotWord } from '../mail/slots.ts'
import type { LetterTemplates } from './letter-templates.ts'
import { preferencesSlot, sentToSlot, unsubscribeSlot } from './letter-slots.ts'
import { messagesFor } from './messages/messages-for.ts'
import { colourNames, underlineOf, type Palette, type Theme } from './theme.ts'

/** Whom a mail is from, as its masthead and footer show it. */
export interface Sender {
  readonly name: string
  readonly siteUrl: string
  readonly postalAddress: string
  readonly locale: string
  readonly theme: Theme
}

/** What every mail has around its content. Only a subscriber, who has choices to make, gets a `prefix` for their slots. */
export interface Frame {
  readonly sender: Sender
  readonly subject: string
  readonly preheader: string
  readonly issueLine: string
  readonly why: string
  readonly prefix: string | null
}

/** The whole MJML of a mail: its content between masthead and footer, in the colours and direction of its sender. */
export function frameMjml(frame: Frame, content: Mjml, templates: LetterTemplates): Mjml {
  const { locale } = frame.sender
  return fillTemplate(templates.page, {
    lang: locale,
    direction: directionOf(locale),
    head: head(frame, templates),
    // In the colour of text, though nobody sees it: SpamAssassin takes white text for a trick.
    text: frame.sender.theme.light.text,
    preheader: frame.preheader,
    masthead: masthead(frame, templates),
    content,
    footer: footer(frame, templates),
  })
}

function head({ sender, subject, preheader }: Frame, templates: LetterTemplates): Mjml {
  const { theme, locale } = sender
  return fillTemplate(templates.head, {
    subject,
    preheader,
    direction: directionOf(locale),
    ...sidesOf(locale),
    ...coloursOf(theme.light, ''),
    ...coloursOf(theme.dark, 'dark_'),
    font: theme.font,
    radius: String(theme.radius),
    inner_radius: String(Math.max(theme.radius - 2, 0)),
  })
}

function masthead({ sender, issueLine }: Frame, templates: LetterTemplates): Mjml {
  const { name, siteUrl, theme, locale } = sender
  const { logo } = theme
  return fillTemplate(templates.masthead, {
    name: logo
      ? fillTemplate(templates.logo, { url: logo.url, alt: logo.alt || name, width: String(logo.width) })
      : fillTemplate(templates.name, { name }),
    siteUrl,
    issueLine,
    ...sidesOf(locale),
  })
}

function footer({ sender, why, prefix }: Frame, templates: LetterTemplates): Mjml {
  const { name, postalAddress, locale, theme } = sender
  const sentTo = prefix && fillTemplate(templates.sentTo, { text: slotWord(prefix, sentToSlot) })
  return fillTemplate(templates.footer, {
    why,
    choices: prefix === null ? noMjml : choices(prefix, locale, templates),
    name,
    postalAddress,
    sentTo: sentTo ?? noMjml,
    muted: theme.light.muted,
  })
}

function choices(prefix: string, locale: string, templates: LetterTemplates): Mjml {
  const messages = messagesFor(locale)
  return fillTemplate(templates.choices, {
    preferences: slotWord(prefix, preferencesSlot),
    preferencesLabel: messages.preferences,
    unsubscribe: slotWord(prefix, unsubscribeSlot),
    unsubscribeLabel: messages.unsubscribe,
  })
}

function sidesOf(locale: string): { start: string; end: string } {
  const rtl = directionOf(locale) === 'rtl'
  return { start: rtl ? 'right' : 'left', end: rtl ? 'left' : 'right' }
}

function coloursOf(palette: Palette, prefix: string): Record<string, string> {
  const colours = colourNames.map((name) => [prefix + name.replace('-', '_'), palette[name]])
  return { ...Object.fromEntries(colours), [`${prefix}underline`]: underlineOf(palette) }
}
