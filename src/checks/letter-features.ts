import type { PageElement } from '../dom.ts'
import { noteInlineStyle, noteStyleSheet, type Notice } from './css-features.ts'
import type { OpenedLetter } from './finished-letter.ts'
import { placeOf } from './letter-places.ts'

/** The features of HTML, CSS and pictures that a letter uses, by their names at caniemail.com, with the first place of each. */
export function featuresOf({ elements, sheets, html }: OpenedLetter): ReadonlyMap<string, string> {
  const used = new Map<string, string>()
  const note: Notice = (feature, where) => {
    if (!used.has(feature)) used.set(feature, where)
  }
  if (/^\s*<!doctype html>/i.test(html)) note('html-doctype', '<!doctype html>')
  if (html.includes('<!--')) note('html-comments', '<!-- -->')
  for (const sheet of sheets) noteStyleSheet(sheet, note)
  for (const element of elements) noteElement(element, note)
  return used
}

const attributes = new Set(
  (
    'align aria-describedby aria-hidden aria-label aria-labelledby aria-live background cellpadding cellspacing dir ' +
    'height hidden lang popover required role srcset target valign width'
  ).split(' '),
)

/** Elements whose facts stand under the name of a group. */
const groups: readonly (readonly [RegExp, string])[] = [
  [/^h[1-6]$/, 'html-h1-h6'],
  [/^(ul|ol|dl)$/, 'html-lists'],
  [
    /^(article|aside|details|figcaption|figure|footer|header|main|mark|nav|section|summary|time)$/,
    'html-semantics',
  ],
  [/^(map|area)$/, 'html-image-maps'],
]

function noteElement(element: PageElement, note: Notice): void {
  const tag = element.tagName.toLowerCase()
  const where = (): string => placeOf(element)
  const group = groups.find(([pattern]) => pattern.test(tag))
  note(group?.[1] ?? `html-${tag}`, tag)
  const names = [...attributes].filter((name) => element.hasAttribute(name) && !isDefault(element, name))
  for (const name of names) note(`html-${name}`, `<${tag} ${name}>`)
  noteSpecial(element, tag, note)
  const style = element.getAttribute('style')
  if (style !== null) noteInlineStyle(style, note)
  if (tag === 'img') noteImage(element.getAttribute('src') ?? '', where(), note)
}

/** Without a target a link opens where `_self` says. */
function isDefault(element: PageElement, name: string): boolean {
  return name === 'target' && element.getAttribute('target') === '_self'
}

function noteSpecial(element: PageElement, tag: string, note: Notice): void {
  const type = element.getAttribute('type')?.toLowerCase()
  if (tag === 'input' || tag === 'button')
    note(`html-${tag}-${type ?? (tag === 'input' ? 'text' : 'submit')}`, tag)
  if (tag === 'meta' && element.getAttribute('name')?.toLowerCase() === 'color-scheme')
    note('html-meta-color-scheme', '<meta name="color-scheme">')
  if (element.hasAttribute('loading')) note('html-loading-attribute', tag)
  if (element.hasAttribute('sizes')) note('html-srcset', tag)
  const href = tag === 'a' ? (element.getAttribute('href') ?? '') : ''
  if (href.startsWith('#')) note('html-anchor-links', href)
  if (/^mailto:/i.test(href)) note('html-mailto-links', href)
}

const sameFormats: Readonly<Record<string, string>> = { jpeg: 'jpg', tif: 'tiff', heic: 'heif' }

function noteImage(src: string, where: string, note: Notice): void {
  if (/^data:/i.test(src)) return note('image-base64', where)
  const extension = /\.([a-z0-9]+)$/i.exec(URL.parse(src)?.pathname ?? '')?.[1]?.toLowerCase()
  if (extension !== undefined) note(`image-${sameFormats[extension] ?? extension}`, where)
}
