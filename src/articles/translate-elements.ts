import { rootOf } from './feed-root.ts'

/** RSS elements that the feed parser does not know, and the ones it does know that mean the same. */
const synonyms: Readonly<Record<string, string>> = {
  'dc:author': 'dc:creator',
  'dcterms:author': 'dcterms:creator',
  fullitem: 'content:encoded',
  body: 'content:encoded',
  'xhtml:body': 'content:encoded',
  'xhtml:div': 'content:encoded',
  summary: 'atom:summary',
  tags: 'itunes:keywords',
}

/** Nobody is called by more characters, and telling name and address apart takes the square of their number. */
const longestPerson = 2000

/** CDATA and comments are matched first so that nothing in them is. */
const opaque = String.raw`<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)`

/**
 * Feed text in the words that the feed parser knows: RSS elements under their common names, the `mode="base64"` of
 * Atom 0.3 as a media type, and no `&copy=` of an address that would be read as a sign without its semicolon.
 */
export function translateElements(text: string): string {
  const root = rootOf(text)
  if (root !== 'feed' && root !== 'rss' && root !== 'rdf') return text
  const plain = /&[a-z][a-z0-9]*=/i.test(text) ? escapeParameters(text) : text
  if (root !== 'feed') return renameElements(plain)
  return /\bmode\s*=\s*["']base64/i.test(plain) ? typeBase64(plain) : plain
}

function escapeParameters(text: string): string {
  const parameter = new RegExp(`${opaque}|&(?=[a-z][a-z0-9]*=)`, 'gi')
  return text.replaceAll(parameter, (found) => (found === '&' ? '&amp;' : found))
}

function renameElements(text: string): string {
  const names = Object.keys(synonyms).join('|')
  const named = /<(?:author|managingeditor|webmaster)>/i.test(text) ? tidyPersons(text) : text
  if (!new RegExp(`<(?:${names})[\\s/>]`, 'i').test(named)) return named
  const tag = new RegExp(String.raw`${opaque}|<(/?)(${names})(?=[\s/>])`, 'gi')
  return named.replaceAll(tag, (found, slash: string | undefined, name: string | undefined) => {
    const known = name === undefined ? undefined : synonyms[name.toLowerCase()]
    return known === undefined ? found : `<${slash ?? ''}${known}`
  })
}

/** A person in the form of RSS has no markup and an end; a name in the form of Dublin Core may have markup. */
function tidyPersons(text: string): string {
  const person = new RegExp(
    String.raw`${opaque}|<(author|managingeditor|webmaster)>([\s\S]*?)(?:</\1\s*>|$)`,
    'gi',
  )
  return text.replaceAll(person, (found, element: string | undefined, name: string | undefined) => {
    if (element === undefined || name === undefined) return found
    if (name.length > longestPerson) return ''
    const isMarkedUp = /(?:<|&lt;)(?:p|a|b|i|em|strong|span|div|font)(?=\s|\/?(?:>|&gt;))/i.test(name)
    return isMarkedUp && element.toLowerCase() === 'author' ? `<dc:creator>${name}</dc:creator>` : found
  })
}

function typeBase64(text: string): string {
  const tag = new RegExp(String.raw`${opaque}|<[^<>]{0,500}\bmode\s*=\s*["']base64["'][^<>]{0,500}>`, 'gi')
  return text.replaceAll(tag, (found) =>
    found.startsWith('<!')
      ? found
      : found
          .replace(/\s+type\s*=\s*(?:"[^"]*"|'[^']*')/i, '')
          .replace(/\bmode\s*=\s*["']base64["']/i, 'type="application/octet-stream"'),
  )
}
