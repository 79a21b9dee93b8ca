import type { PageDocument } from '../dom.ts'
import { plainText } from './plain-text.ts'
import { readDate } from './read-date.ts'
import type { MetaReader } from './read-metadata.ts'

const bylines =
  '[itemprop="author"] [itemprop="name"], [itemprop="author"], a[rel~="author"], .byline, .author-name, .author, .c-byline, [class*="byline"], [class*="Byline"]'
const openers = /^(?:written\s+by|posted\s+by|story\s+by|by|von|par|por|de|di|text(?::|\s+by))[\s:]+/i

/** Who wrote the article, from `meta` or the visible byline: "By A. Writer and B. Author | March 9, 2026". */
export function readByline(document: PageDocument, meta: MetaReader): string[] {
  const named = [
    meta(
      'author',
      'article:author',
      'parsely-author',
      'dc.creator',
      'byl',
      'sailthru.author',
      'citation_author',
    ),
  ].filter(isName)
  const authors = named.length > 0 ? named.flatMap(namesIn) : visibleNames(document)
  return [...new Set(authors)].slice(0, 10)
}

function visibleNames(document: PageDocument): string[] {
  for (const element of [...document.querySelectorAll(bylines)].slice(0, 20)) {
    if (element.closest('footer, aside, nav, form') || element.matches('form *')) continue
    const names = namesIn(plainText(element.textContent ?? '', 300))
    if (names.length > 0) return names
  }
  return []
}

function isName(text: string | null): text is string {
  return text !== null && !/^(?:https?:|@)|^(?:admin|editor|staff)$/i.test(text)
}

/** A name has one to five words and begins with a capital or with a letter of a script without capitals. */
function namesIn(line: string): string[] {
  const head =
    line.split(
      /\s+[|·•–—]\s+|\s*\n\s*|\s+-\s+|\b(?:Published|Updated|Posted|Aktualisiert|Publié|Publicado|Pubblicato)\b/,
    )[0] ?? ''
  return head
    .replace(openers, '')
    .split(/\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s+/)
    .map((name) => name.replace(openers, '').replace(/^[\s,]+|[\s,]+$/g, ''))
    .filter((name) => name !== '' && name.length <= 60 && name.split(' ').length <= 5)
    .filter(
      (name) =>
        /^[\p{Lu}\p{Lo}]|^(?:van|von|de|di|da|le|la|al|bin)\s/u.test(name) &&
        !/\d/.test(name) &&
        readDate(name) === null,
    )
}
