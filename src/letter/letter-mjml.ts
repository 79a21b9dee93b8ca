import { directionOf } from '../language.ts'
import { fillTemplate, joinMjml, type Mjml } from '../mail/fill-template.ts'
import { slotWord } from '../mail/slots.ts'
import { briefMjml, itemDetails } from './item-mjml.ts'
import type { LetterItem } from './letter-item.ts'
import { issueLine } from './letter-lines.ts'
import type { Letter } from './letter-model.ts'
import { preferencesSlot, sentToSlot, unsubscribeSlot, whySlot } from './letter-slots.ts'
import type { LetterTemplates } from './letter-templates.ts'
import { messagesFor } from './messages.ts'
import { noteMjml } from './note-mjml.ts'

const nothing: Mjml = { mjml: '' }

/** The MJML of a letter, with the slot words of its prefix in place. */
export function letterMjml(letter: Letter, prefix: string, templates: LetterTemplates): Mjml {
  const { newsletter, issue } = letter
  const messages = messagesFor(newsletter.locale)
  const direction = directionOf(newsletter.locale)
  const [lead, ...top] = letter.items
  return fillTemplate(templates.digest, {
    lang: newsletter.locale,
    direction,
    head: head(letter, templates),
    masthead: masthead(letter, templates),
    intro: intro(letter, templates),
    lead: lead ? leadMjml(lead, letter, templates) : nothing,
    stories: top.length > 0 ? stories(top, letter, templates) : nothing,
    brief: letter.brief.length > 0 ? briefMjml(letter.brief, messages, templates) : nothing,
    web: fillTemplate(templates.web, { url: issue.webUrl, label: messages.readOnWeb }),
    footer: fillTemplate(templates.footer, {
      why: slotWord(prefix, whySlot),
      preferences: slotWord(prefix, preferencesSlot),
      preferencesLabel: messages.preferences,
      unsubscribe: slotWord(prefix, unsubscribeSlot),
      unsubscribeLabel: messages.unsubscribe,
      name: newsletter.name,
      postalAddress: newsletter.postalAddress,
      sentTo: slotWord(prefix, sentToSlot),
    }),
  })
}

function head({ newsletter, issue }: Letter, templates: LetterTemplates): Mjml {
  const direction = directionOf(newsletter.locale)
  return fillTemplate(templates.head, {
    subject: issue.subject,
    preheader: issue.preheader,
    direction,
    start: direction === 'rtl' ? 'right' : 'left',
    end: direction === 'rtl' ? 'left' : 'right',
  })
}

function masthead({ newsletter, issue }: Letter, templates: LetterTemplates): Mjml {
  const rtl = directionOf(newsletter.locale) === 'rtl'
  return fillTemplate(templates.masthead, {
    name: newsletter.name,
    siteUrl: newsletter.siteUrl,
    issueLine: issueLine(issue, messagesFor(newsletter.locale)),
    start: rtl ? 'right' : 'left',
    end: rtl ? 'left' : 'right',
  })
}

function intro({ issue }: Letter, templates: LetterTemplates): Mjml {
  return fillTemplate(templates.intro, {
    title: issue.title,
    quiet: issue.quiet === '' ? nothing : fillTemplate(templates.quietWeek, { text: issue.quiet }),
    note: noteMjml(issue.note),
    countLine: issue.countLine === '' ? nothing : fillTemplate(templates.count, { text: issue.countLine }),
  })
}

function leadMjml(lead: LetterItem, letter: Letter, templates: LetterTemplates): Mjml {
  return fillTemplate(templates.lead, {
    image: lead.image ? fillTemplate(templates.image, lead.image) : nothing,
    url: lead.url,
    title: lead.title,
    details: itemDetails(lead, messagesFor(letter.newsletter.locale), templates),
  })
}

function stories(items: readonly LetterItem[], letter: Letter, templates: LetterTemplates): Mjml {
  const messages = messagesFor(letter.newsletter.locale)
  const divider = fillTemplate(templates.divider, {})
  const filled = items.flatMap((item, index) => {
    const { url, title } = item
    const mjml = fillTemplate(templates.item, { url, title, details: itemDetails(item, messages, templates) })
    return index === 0 ? [mjml] : [divider, mjml]
  })
  return fillTemplate(templates.stories, { heading: messages.stories, items: joinMjml(filled) })
}
