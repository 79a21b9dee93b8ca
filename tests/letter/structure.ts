import { parseHTML } from 'linkedom'

/** What of the structure of a finished mail breaks a rule of accessible, robust mail; empty when nothing does. */
export function structureFaults(html: string, locale: string, direction: string): string[] {
  const { document } = parseHTML(html)
  const all = (selector: string) => [...document.querySelectorAll(selector)]
  const wrapper = document.querySelector('body > [role=article]')
  const levels = all('h1, h2, h3, h4, h5, h6').map((heading) => Number(heading.tagName[1]))
  const sheets = all('style').map((style) => Buffer.byteLength(style.textContent ?? ''))
  const rules: Record<string, boolean> = {
    'lang and dir on the root': hasPlace(document.documentElement, locale, direction),
    'lang and dir around the content': wrapper !== null && hasPlace(wrapper, locale, direction),
    'a title': document.title.trim() !== '',
    'one h1': levels.filter((level) => level === 1).length === 1,
    'no heading level skipped': levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1),
    'no empty heading, item or link': all('h1, h2, h3, li, a').every(isShown),
    'presentation tables': all('table').every((table) => table.getAttribute('role') === 'presentation'),
    'alt on pictures': all('img').every((image) => image.hasAttribute('alt')),
    'alt on linked pictures': all('a img').every((image) => image.getAttribute('alt')?.trim() !== ''),
    'a width on pictures': all('img').every((image) => Number(image.getAttribute('width')) > 0),
    'no id': all('[id]').length === 0,
    'https links': all('a').every((link) => link.getAttribute('href')?.startsWith('https://') === true),
    'no script, form or frame': all('script, form, iframe, object, link, svg').length === 0,
    'no VML': !/<v:|url\(|@import|@font-face/i.test(html.replace(/xmlns:v="[^"]*"/, '')),
    'sheets of at most 4 KB': sheets.every((bytes) => bytes <= 4096),
    'at most 8 KB of sheets': sheets.reduce((sum, bytes) => sum + bytes, 0) <= 8192,
    'no comment in a sheet': all('style').every((style) => !/<!--|\/\*/.test(style.textContent ?? '')),
    'every Outlook comment closed': count(html, /<!--\[if/g) === count(html, /<!\[endif\]-->/g),
  }
  return Object.keys(rules).filter((rule) => !rules[rule])
}

function hasPlace(element: Element, locale: string, direction: string): boolean {
  return element.getAttribute('lang') === locale && element.getAttribute('dir') === direction
}

function isShown(element: Element): boolean {
  return element.textContent?.trim() !== '' || element.querySelector('img') !== null
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}
