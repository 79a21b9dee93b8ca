import type { PageDocument } from '../dom.ts'
import { htmlToParagraphs, htmlToText } from './html-to-text.ts'

/** What schema.org markup tells about the article of a page; texts are plain, dates and addresses as written. */
export interface JsonLdArticle {
  readonly headline: string | null
  readonly description: string | null
  readonly authors: string[]
  readonly datePublished: string | null
  readonly language: string | null
  readonly publisher: string | null
  readonly image: string | null
  readonly topics: string[]
  readonly body: string | null
  readonly isFree: boolean | null
}

type Json = Readonly<Record<string, unknown>>

const articleTypes = /(?:Article|BlogPosting|NewsArticle|Report|Review|LiveBlogPosting)$/
const maxScripts = 30
const maxDepth = 8

/** The Article of the page's JSON-LD whose address or headline is the page's; broken scripts are passed over. */
export function readJsonLd(document: PageDocument, url: string, title: string): JsonLdArticle | null {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, maxScripts)
  const objects = scripts.flatMap((script) => objectsOf(parseScript(script.textContent ?? ''), 0))
  const articles = objects.filter((object) => typesOf(object).some((type) => articleTypes.test(type)))
  const best = articles.find((article) => isAbout(article, url, title)) ?? articles[0]
  return best ? describe(best, objects) : null
}

function parseScript(text: string): unknown {
  const bare = text
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\]\]>|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>)\s*;?\s*$/, '')
  try {
    return JSON.parse(bare)
  } catch {
    return parseLoosely(bare)
  }
}

/** Line breaks inside strings are the commonest fault. */
function parseLoosely(text: string): unknown {
  try {
    // eslint-disable-next-line no-control-regex
    return JSON.parse(text.replaceAll(/[\u0000-\u001f]+/g, ' ').replaceAll(/,\s*([}\]])/g, '$1'))
  } catch {
    return null
  }
}

function objectsOf(value: unknown, depth: number): Json[] {
  if (depth > maxDepth) return []
  if (Array.isArray(value)) return value.slice(0, 200).flatMap((entry) => objectsOf(entry, depth + 1))
  if (!isObject(value)) return []
  const nested = [
    value['@graph'],
    value['mainEntity'],
    value['mainEntityOfPage'],
    value['itemListElement'],
    value['item'],
  ]
  return [value, ...nested.flatMap((entry) => objectsOf(entry, depth + 1))]
}

function isAbout(article: Json, url: string, title: string): boolean {
  const path = pathOf(url)
  const own = [article['url'], article['@id'], article['mainEntityOfPage']].map((value) => linkOf(value))
  if (path !== '' && own.some((link) => link !== null && pathOf(link) === path)) return true
  const headline = textOf(article['headline'])
  return headline !== null && title !== '' && (title.includes(headline) || headline.includes(title))
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : ''
}

function describe(article: Json, objects: readonly Json[]): JsonLdArticle {
  return {
    headline: textOf(article['headline'] ?? article['name']),
    description: textOf(article['description'] ?? article['alternativeHeadline']),
    authors: namesOf(article['author'] ?? article['creator'], objects),
    datePublished: textOf(article['datePublished'] ?? article['dateCreated']),
    language: textOf(
      isObject(article['inLanguage']) ? article['inLanguage']['alternateName'] : article['inLanguage'],
    ),
    publisher: namesOf(article['publisher'], objects)[0] ?? null,
    image: linkOf(resolve(first(article['image'] ?? article['thumbnailUrl']), objects)),
    topics: [...wordsOf(article['keywords']), ...wordsOf(article['articleSection'])],
    body:
      typeof article['articleBody'] === 'string' ? htmlToParagraphs(article['articleBody']) || null : null,
    isFree: booleanOf(article['isAccessibleForFree']),
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function typesOf(object: Json): string[] {
  const type = object['@type']
  return (Array.isArray(type) ? type : [type]).filter((entry) => typeof entry === 'string')
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function textOf(value: unknown): string | null {
  const text = first(value)
  if (isObject(text)) return textOf(text['@value'])
  return typeof text === 'string' ? htmlToText(htmlToText(text)) || null : null
}

function linkOf(value: unknown): string | null {
  const link = first(value)
  if (typeof link === 'string') return link
  return isObject(link) ? linkOf(link['url'] ?? link['contentUrl'] ?? link['@id']) : null
}

/** An `@id` that stands for an object elsewhere in the page's graph. */
function resolve(value: unknown, objects: readonly Json[]): unknown {
  if (!isObject(value) || Object.keys(value).length > 1 || typeof value['@id'] !== 'string') return value
  return objects.find((object) => object['@id'] === value['@id'] && Object.keys(object).length > 1) ?? value
}

function namesOf(value: unknown, objects: readonly Json[]): string[] {
  const entries = Array.isArray(value) ? value.slice(0, 20) : [value]
  return entries.flatMap((entry) => {
    const resolved = resolve(entry, objects)
    const name = isObject(resolved) ? textOf(resolved['name']) : textOf(resolved)
    return name === null || /^https?:/i.test(name) ? [] : [name]
  })
}

function wordsOf(value: unknown): string[] {
  const entries = (Array.isArray(value) ? value : [value]).slice(0, 50)
  return entries.flatMap((entry) => (textOf(isObject(entry) ? entry['name'] : entry) ?? '').split(','))
}

function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  return /^(?:true|https?:\/\/schema\.org\/true)$/i.test(value) ? true : /false$/i.test(value) ? false : null
}
