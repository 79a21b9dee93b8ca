import { fillTemplate, joinMjml, noMjml, type Mjml } from '../mail/fill-template.ts'
import type { LetterItem, LetterLink } from './letter-item.ts'
import { briefLine, linkLine, metaLine } from './letter-lines.ts'
import type { LetterTemplates } from './letter-templates.ts'
import type { Messages } from './messages/messages.ts'

/** What stands below the title of an item: where it is from, its key points or else its summary, further reading. */
export function itemDetails(item: LetterItem, messages: Messages, templates: LetterTemplates): Mjml {
  return joinMjml([
    ...meta(item, messages, templates),
    ...summary(item, templates),
    ...linkList(messages.alsoCovered, item.alsoCovered, templates),
    ...linkList(messages.related, item.related, templates),
  ])
}

/** The list of the items in brief. */
export function briefMjml(
  items: readonly LetterItem[],
  messages: Messages,
  templates: LetterTemplates,
): Mjml {
  const filled = items.map((item) => {
    const text = briefLine(item)
    return fillTemplate(templates.briefItem, {
      url: item.url,
      title: item.title,
      line: text === '' ? noMjml : fillTemplate(templates.briefLine, { text }),
      meta: joinMjml(meta(item, messages, templates)),
    })
  })
  return fillTemplate(templates.inBrief, { heading: messages.inBrief, items: joinMjml(filled) })
}

function meta(item: LetterItem, messages: Messages, templates: LetterTemplates): Mjml[] {
  const { source, rest } = metaLine(item, messages)
  return source + rest === '' ? [] : [fillTemplate(templates.meta, { source, rest })]
}

function summary(item: LetterItem, templates: LetterTemplates): Mjml[] {
  if (item.keyPoints.length === 0)
    return item.dek === null ? [] : [fillTemplate(templates.paragraph, { text: item.dek })]
  const points = item.keyPoints.map(({ text }) => fillTemplate(templates.point, { text }))
  return [fillTemplate(templates.points, { points: joinMjml(points) })]
}

function linkList(heading: string, links: readonly LetterLink[], templates: LetterTemplates): Mjml[] {
  if (links.length === 0) return []
  const filled = links.map((link) => {
    const { source, rest } = linkLine(link)
    const note = source + rest === '' ? noMjml : fillTemplate(templates.linkNote, { source, rest })
    return fillTemplate(templates.relatedLink, { title: link.title, url: link.url, note })
  })
  return [fillTemplate(templates.related, { heading, links: joinMjml(filled) })]
}
