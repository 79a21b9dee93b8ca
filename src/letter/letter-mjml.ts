import { fillTemplate, joinMjml, noMjml, type Mjml } from '../mail/fill-template.ts'
import { frameMjml } from './frame-mjml.ts'
import { groupTopics, type TopicGroup } from './group-topics.ts'
import { briefMjml, itemDetails } from './item-mjml.ts'
import type { LetterItem } from './letter-item.ts'
import { letterFrame } from './letter-frame.ts'
import type { Letter } from './letter-model.ts'
import type { LetterTemplates } from './letter-templates.ts'
import { messagesFor } from './messages/messages-for.ts'
import type { Messages } from './messages/messages.ts'
import { noteMjml } from './note-mjml.ts'

/** The MJML of a letter, with the slot words of its prefix in place. */
export function letterMjml(letter: Letter, prefix: string, templates: LetterTemplates): Mjml {
  const { newsletter, issue } = letter
  const messages = messagesFor(newsletter.locale)
  const [lead, ...top] = letter.items
  const content = fillTemplate(templates.digest, {
    intro: intro(letter, templates),
    lead: lead ? leadMjml(lead, letter, templates) : noMjml,
    stories: joinMjml(groupTopics(top).map((group) => stories(group, messages, templates))),
    brief: letter.brief.length > 0 ? briefMjml(letter.brief, messages, templates) : noMjml,
    web: fillTemplate(templates.web, { url: issue.webUrl, label: messages.readOnWeb }),
  })
  return frameMjml(letterFrame(letter, prefix), content, templates)
}

function intro({ issue }: Letter, templates: LetterTemplates): Mjml {
  return fillTemplate(templates.intro, {
    title: issue.title,
    quiet: issue.quiet === '' ? noMjml : fillTemplate(templates.quietWeek, { text: issue.quiet }),
    note: noteMjml(issue.note),
    countLine: issue.countLine === '' ? noMjml : fillTemplate(templates.count, { text: issue.countLine }),
  })
}

function leadMjml(lead: LetterItem, letter: Letter, templates: LetterTemplates): Mjml {
  return fillTemplate(templates.lead, {
    image: lead.image ? fillTemplate(templates.image, lead.image) : noMjml,
    url: lead.url,
    title: lead.title,
    details: itemDetails(lead, messagesFor(letter.newsletter.locale), templates),
  })
}

function stories(
  { topic, items }: TopicGroup<LetterItem>,
  messages: Messages,
  templates: LetterTemplates,
): Mjml {
  const divider = fillTemplate(templates.divider, {})
  const filled = items.flatMap((item, index) => {
    const { url, title } = item
    const mjml = fillTemplate(templates.item, { url, title, details: itemDetails(item, messages, templates) })
    return index === 0 ? [mjml] : [divider, mjml]
  })
  return fillTemplate(templates.stories, { heading: topic ?? messages.stories, items: joinMjml(filled) })
}
