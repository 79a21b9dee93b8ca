import type { PageElement } from '../dom.ts'
import type { Fault } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'
import { clip, contentOf, isWithin, placeOf } from './letter-places.ts'

/** The letter and the wrapper of its content each name their language; mail programs drop the `html` element. */
export function findLanguageFaults(letter: OpenedLetter): Fault[] {
  const mend = 'Set the locale of the newsletter, and keep lang on <mjml> in the template.'
  return rootAndWrapper(letter, { name: 'lang', isGood: isLanguage, mend })
}

/** The letter and the wrapper of its content each name their direction. */
export function findDirectionFaults(letter: OpenedLetter): Fault[] {
  return rootAndWrapper(letter, {
    name: 'dir',
    isGood: isDirection,
    mend: 'Keep dir="ltr" or "rtl" on <mjml> in the template.',
  })
}

/** The letter has a title, which screen readers say first. */
export function findTitleFaults({ document }: OpenedLetter): Fault[] {
  const title = document.querySelector('head title')?.textContent?.trim() ?? ''
  if (title !== '') return []
  return [
    {
      detail: 'the letter has no title',
      where: '<head>',
      mend: 'Keep <mj-title> with the subject in the template.',
    },
  ]
}

/** Tables that only lay out say so; those that Outlook for Windows alone is given are looked at too. */
export function findTableFaults({ document, outlookParts }: OpenedLetter): Fault[] {
  const plain = [...document.querySelectorAll('table')]
    .filter((table) => !isMarked(table.getAttribute('role')) && table.querySelector('th, caption') === null)
    .map(placeOf)
  const ghosts = outlookParts
    .flatMap((part) => part.match(/<table\b[^>]*>/gi) ?? [])
    .filter((tag) => !isMarked(/\srole=["']?(\w+)/i.exec(tag)?.[1] ?? null))
  return [...plain, ...ghosts].map((where) => ({
    detail: 'a layout table is read out as a table of data',
    where: clip(where, 160),
    mend: 'Give the table role="presentation".',
  }))
}

/** One `h1`, first of all headings, and no level left out on the way down. */
export function findHeadingFaults({ document }: OpenedLetter): Fault[] {
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const mend = 'Use one <h1> for the title of the issue, <h2> below it and <h3> below that.'
  const titles = headings.filter((heading) => heading.tagName === 'H1')
  const count =
    titles.length === 1
      ? []
      : [
          {
            detail: `the letter has ${titles.length} <h1>, not one`,
            where: titles[1] ? placeOf(titles[1]) : null,
            mend,
          },
        ]
  const levels = headings.map((heading) => Number(heading.tagName.slice(1)))
  const skips = headings.filter((_, index) => (levels[index] ?? 0) > (levels[index - 1] ?? 0) + 1)
  return [
    ...count,
    ...skips.map((heading) => ({ detail: 'a heading skips a level', where: placeOf(heading), mend })),
  ]
}

/** Readers may zoom, to twice the size at least (WCAG 2.2, 1.4.4). */
export function findZoomFaults({ document }: OpenedLetter): Fault[] {
  return [...document.querySelectorAll('meta[name="viewport" i]')].flatMap((meta) => {
    const content = meta.getAttribute('content') ?? ''
    const largest = /maximum-scale\s*=\s*([\d.]+)/i.exec(content)?.[1]
    if (!/user-scalable\s*=\s*(no|0)/i.test(content) && Number(largest ?? 2) >= 2) return []
    return [
      {
        detail: 'readers cannot zoom in',
        where: `viewport: ${content}`,
        mend: 'Take user-scalable and maximum-scale out of the viewport.',
      },
    ]
  })
}

/** No two elements have the same id. */
export function findIdFaults({ document }: OpenedLetter): Fault[] {
  const seen = new Set<string>()
  return [...document.querySelectorAll('[id]')].flatMap((element) => {
    const id = element.getAttribute('id') ?? ''
    const isTwice = seen.has(id)
    seen.add(id)
    return isTwice
      ? [{ detail: `the id "${id}" stands twice`, where: placeOf(element), mend: 'Give each id once.' }]
      : []
  })
}

interface RootRule {
  readonly name: string
  readonly isGood: (value: string) => boolean
  readonly mend: string
}

function rootAndWrapper(letter: OpenedLetter, { name, isGood, mend }: RootRule): Fault[] {
  const has = (element: PageElement): boolean => isGood(element.getAttribute(name) ?? '')
  const root = has(letter.document.documentElement)
    ? []
    : [{ detail: `<html> has no good ${name}`, where: '<html>', mend }]
  const bare = contentOf(letter).find((element) => !isWithin(element, has))
  return bare
    ? [...root, { detail: `content stands in no wrapper with a good ${name}`, where: placeOf(bare), mend }]
    : root
}

function isMarked(role: string | null): boolean {
  return role === 'presentation' || role === 'none'
}

function isDirection(value: string): boolean {
  return value === 'ltr' || value === 'rtl'
}

function isLanguage(value: string): boolean {
  try {
    return value !== '' && value !== 'und' && Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}
