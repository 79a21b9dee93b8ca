import { z } from 'zod'
import { cleanUrl } from './clean-url.ts'
import { htmlToParagraphs, htmlToText } from './html-to-text.ts'
import { firstLanguage } from './language-tag.ts'
import { plainParagraphs } from './plain-text.ts'
import { pushedDate } from './pushed-date.ts'

const longestBody = 500_000

const webAddress = z
  .string()
  .max(2000)
  .meta({ format: 'uri' })
  .transform((text, context) => {
    const url = cleanUrl(text)
    if (url === null) context.addIssue('must be an absolute http or https address of 2000 characters at most')
    return url ?? z.NEVER
  })

/** One line: HTML is reduced to its text, control characters go. */
function maybeLine(longest: number) {
  return z
    .string()
    .max(longest)
    .transform((text) => htmlToText(text, longest))
}

function line(longest: number) {
  return maybeLine(longest).pipe(z.string().min(1, 'holds no text'))
}

function names(longest: number, most: number) {
  return z
    .array(line(longest))
    .max(most)
    .transform((all) => [...new Set(all)])
}

const relatedLink = z.strictObject({
  title: line(500),
  url: webAddress,
  summary: maybeLine(2000).optional(),
  category: maybeLine(200).optional(),
  publishedAt: pushedDate.optional(),
  tags: names(200, 20).optional(),
})

const image = z.strictObject({
  url: webAddress,
  alt: maybeLine(500).describe('what the picture shows; empty for a mere ornament'),
})

const signals = z
  .strictObject({
    points: z.int().nonnegative().optional(),
    comments: z.int().nonnegative().optional(),
    clicks: z.int().nonnegative().optional(),
  })
  .describe('how readers took it')

/**
 * An article as a publisher pushes it; parsing gives it cleaned, all plain text. What is left out stays as it is known,
 * an empty list or text and null take away what was pushed before.
 */
export const pushedArticle = z
  .strictObject({
    externalId: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters')
      .describe("the publisher's own id: pushing it again updates the same article"),
    url: webAddress,
    title: line(500),
    dek: maybeLine(5000).nullable().optional().describe('the paragraph below the headline'),
    authors: names(200, 20).optional(),
    publishedAt: pushedDate.optional(),
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,4}$/, 'must be a language tag such as en or de-AT')
      .describe('language tag (BCP 47) such as en or de-AT')
      .transform((tag) => firstLanguage([tag]) ?? tag)
      .optional(),
    section: line(200).optional().describe('the part of the site; the first of the topics'),
    topics: names(200, 50).optional(),
    image: image.nullable().optional(),
    bodyText: z
      .string()
      .max(longestBody)
      .transform((text) => plainParagraphs(text))
      .optional()
      .describe('plain text, a blank line between paragraphs; give this or bodyHtml'),
    bodyHtml: z
      .string()
      .max(longestBody)
      .transform((html) => htmlToParagraphs(html))
      .optional()
      .describe('reduced to its text; give this or bodyText'),
    keyPoints: z.array(line(400)).max(10).optional().describe('the letter shows the first 4'),
    related: z.array(relatedLink).max(20).optional().describe('the letter shows the first 3'),
    access: z.enum(['free', 'paywall', 'unknown']).optional(),
    articleType: z.enum(['news', 'blog', 'live', 'roundup', 'sponsored']).optional(),
    signals: signals.optional(),
  })
  .refine(({ bodyText, bodyHtml }) => bodyText === undefined || bodyHtml === undefined, {
    path: ['bodyHtml'],
    message: 'cannot stand beside bodyText; leave one of them out',
  })

export type PushedArticle = z.output<typeof pushedArticle>
export type PushedLink = z.output<typeof relatedLink>
