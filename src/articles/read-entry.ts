import { canonicalKey } from './canonical-key.ts'
import { cleanUrl } from './clean-url.ts'
import { isElement, isText, type PageElement } from '../dom.ts'
import { namesOf } from './dom.ts'
import { visibleText } from './html-to-text.ts'
import type { RelatedLink } from './page-article.ts'
import { countWords, plainText } from './plain-text.ts'
import { readDate } from './read-date.ts'
import { writtenDate } from './read-published.ts'
import { isRelatedLabel } from './section-labels.ts'

/** A short text of an entry, in document order. */
interface Leaf {
  readonly text: string
  readonly element: PageElement
}

type Role = 'title' | 'category' | 'summary' | 'date' | 'tag' | 'none'

const headings = 'h2, h3, h4, h5, h6, [role="heading"]'
const elsewhere =
  /\/(?:tags?|topics?|category|categories|authors?|people|search|share|login|signin|subscribe|newsletters?|rubrik|autor)(?:\/|$)|(?:facebook|twitter|x|linkedin|pinterest|reddit|whatsapp|t)\.(?:com|me)\/(?:sharer?|intent|submit|share|pin|send)|[?&](?:replytocom|share)=/i
const chatter =
  /^(?:read (?:more|on|next|article|the (?:full )?(?:story|article))|continue reading|more|weiterlesen|mehr(?: lesen| erfahren)?|lire la suite|en savoir plus|leer más|seguir leyendo|leggi(?: tutto| di più)?|share|save|comments?|\d+ comments?|(?:sponsored|advertisement|anzeige)|[→›»>]+)\W*$/i
const readingTime =
  /^\d+\s*(?:-?\s*)?min(?:ute)?s?\.?(?:\s+(?:read|lesezeit|de lecture|de lectura|di lettura))?$|lesezeit/i
const byline = /^(?:by|von|par|por|di)\s+\p{Lu}/u

/** One story of a related block; null when it has no title, or leads to this page, a share button, a tag or an author. */
export function readEntry(entry: PageElement, pageUrl: string, base: string): RelatedLink | null {
  const leaves = leavesOf(entry)
  const link = mainLink(entry, base)
  const titleElement = titleOf(entry, link)
  const title = titleElement ? plainText(visibleText(titleElement), 300) : ''
  if (!link || !titleElement || title === '' || canonicalKey(link.url) === canonicalKey(pageUrl)) return null
  if (isInProse(link.element) || isRelatedLabel(title) || chatter.test(title)) return null
  const roles = rolesOf(leaves, titleElement)
  const textOf = (role: Role): string | null =>
    roles.find((leaf) => leaf.role === role && leaf.text !== title)?.text ?? null
  const category = textOf('category')
  const tags = roles.filter((leaf) => leaf.role === 'tag').flatMap((leaf) => tagsIn(leaf.text))
  return {
    title,
    url: link.url,
    summary: textOf('summary'),
    category,
    publishedAt: dateOf(entry, textOf('date')),
    tags: [...new Set(tags)].filter((tag) => tag !== category).slice(0, 8),
  }
}

/** The link of the title, else the one around everything, else the longest that leads to a story. */
function mainLink(entry: PageElement, base: string): { element: PageElement; url: string } | null {
  const title = entry.querySelector(headings)
  const around = entry.matches('a[href]') ? entry : entry.closest('a[href]')
  const all = [...entry.querySelectorAll('a[href]')]
  const byLength = all.toSorted((a, b) => lengthOf(b) - lengthOf(a))
  for (const element of [title?.querySelector('a[href]'), title?.closest('a[href]'), around, ...byLength]) {
    const url = element ? storyUrl(element, base) : null
    if (element && url !== null) return { element, url }
  }
  return null
}

function lengthOf(element: PageElement): number {
  return plainText(element.textContent ?? '').length
}

/** A link in the middle of a sentence is no entry of its own. */
function isInProse(link: PageElement): boolean {
  const parent = link.parentElement
  const around = parent
    ? plainText(
        [...parent.childNodes]
          .filter(isText)
          .map((node) => node.textContent ?? '')
          .join(' '),
      )
    : ''
  return around.length > 60 && around.length > lengthOf(link)
}

function storyUrl(link: PageElement, base: string): string | null {
  const href = link.getAttribute('href') ?? ''
  if (
    href.startsWith('#') ||
    /\b(?:tag|author|nofollow sponsored|sponsored)\b/.test(link.getAttribute('rel') ?? '')
  )
    return null
  const url = cleanUrl(href, base)
  return url === null || elsewhere.test(url) || new URL(url).pathname === '/' ? null : url
}

function titleOf(entry: PageElement, found: { element: PageElement } | null): PageElement | null {
  const link = found?.element ?? null
  const heading = [...entry.querySelectorAll(headings)].find((element) => lengthOf(element) > 0)
  const isShared = heading && link && !heading.contains(link) && !link.contains(heading)
  if (heading && !(isShared && countWords(link.textContent ?? '') >= 4)) return heading
  const named = [...entry.querySelectorAll('*')].find(
    (element) => /\b(?:[\w-]*-)?(?:title|headline|hed)\b/.test(namesOf(element)) && lengthOf(element) > 0,
  )
  if (named && (link === null || named.contains(link) || link.contains(named) || lengthOf(link) === 0))
    return named
  const strong = link?.querySelector('strong, b')
  return strong ?? (link && leavesOf(link).length > 1 ? (leavesOf(link)[0]?.element ?? link) : link)
}

/** The elements with text of their own, none inside another. */
function leavesOf(element: PageElement): Leaf[] {
  const hasOwnText = [...element.childNodes].some(
    (node) => isText(node) && /[\p{L}\p{N}]/u.test(node.textContent ?? ''),
  )
  if (hasOwnText) return [{ text: plainText(visibleText(element), 1000), element }]
  return [...element.childNodes]
    .filter(isElement)
    .filter(
      (child) =>
        !['SCRIPT', 'STYLE', 'SVG', 'IMG', 'PICTURE', 'FIGURE', 'BUTTON'].includes(
          child.tagName.toUpperCase(),
        ),
    )
    .flatMap(leavesOf)
}

function rolesOf(leaves: readonly Leaf[], title: PageElement): { role: Role; text: string }[] {
  const at = leaves.findIndex((leaf) => title.contains(leaf.element) || leaf.element.contains(title))
  const others = leaves.filter((leaf) => !title.contains(leaf.element) && !leaf.element.contains(title))
  let hasSummary = false
  let hasCategory = false
  return others.flatMap((leaf) =>
    partsOf(leaf).map((text) => {
      const role = roleOf({ ...leaf, text }, leaves.indexOf(leaf) < at, { hasSummary, hasCategory })
      hasSummary ||= role === 'summary'
      hasCategory ||= role === 'category'
      return { role, text }
    }),
  )
}

/** `Economy · March 9, 2026` are two texts. */
function partsOf({ text, element }: Leaf): string[] {
  return element.tagName === 'P' && countWords(text) > 12
    ? [text]
    : text.split(/\s+[|·•–—]\s+/).filter((part) => part !== '')
}

function roleOf(
  leaf: Leaf,
  isBeforeTitle: boolean,
  known: { hasSummary: boolean; hasCategory: boolean },
): Role {
  const { text, element } = leaf
  const words = countWords(text)
  const names = `${namesOf(element)} ${element.parentElement ? namesOf(element.parentElement) : ''}`
  if (
    words === 0 ||
    !/\p{L}/u.test(text) ||
    chatter.test(text) ||
    readingTime.test(text) ||
    byline.test(text)
  )
    return 'none'
  if (element.tagName === 'TIME' || readDate(text) !== null || (words <= 8 && writtenDate(text) !== null))
    return 'date'
  if (/author|byline|share|comment|credit/.test(namesOf(element))) return 'none'
  if (/(?:^|[\s_-])(?:tags?|pills?|chips?|badges?|keywords?)(?=$|[\s_-])/.test(names) && words <= 20)
    return known.hasCategory || !isBeforeTitle ? 'tag' : 'category'
  if (
    !known.hasCategory &&
    words <= 6 &&
    (isBeforeTitle || /categor|kicker|eyebrow|rubri[ck]|section|channel/.test(namesOf(element)))
  )
    return 'category'
  if (!known.hasSummary && (words >= 6 || (element.tagName === 'P' && words >= 4))) return 'summary'
  return words <= 4 && !isBeforeTitle ? 'tag' : 'none'
}

function tagsIn(text: string): string[] {
  return text
    .replace(/^(?:tags?|topics?|themen|sujets|temas|temi)\s*:\s*/i, '')
    .split(/\s*[,;|]\s*|\s+(?=#)/)
    .map((tag) => tag.replace(/^#/, '').trim())
    .filter((tag) => tag !== '')
}

/** The date as shown, which tells the day the publisher means; a hidden `datetime` when it cannot be read. */
function dateOf(entry: PageElement, shown: string | null): Date | null {
  const time = entry.querySelector('time')
  const marked = readDate(time?.getAttribute('datetime') ?? '')
  const read = shown === null ? null : (readDate(shown) ?? writtenDate(shown))
  return (read ?? marked)?.at ?? null
}
