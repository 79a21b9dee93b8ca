import type { PageElement } from '../dom.ts'
import type { Fault } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'
import { clip, isWithin, lineOf, linksOf, placeOf } from './letter-places.ts'
import { isVague } from './vague-words.ts'

/** Every link says something: its text, or the alt text of its picture. */
export function findLinkTextFaults(letter: OpenedLetter): Fault[] {
  return linksOf(letter)
    .filter((link) => nameOf(link) === '')
    .map((link) => {
      const isPicture = link.querySelector('img') !== null
      return {
        detail: isPicture ? 'a linked picture has no alt text' : 'a link has no text',
        where: placeOf(link),
        mend: isPicture ? 'Say in alt where the link leads.' : 'Give the link a text, or take it out.',
      }
    })
}

/** Every picture has an `alt`, though it be empty. */
export function findAltFaults({ document }: OpenedLetter): Fault[] {
  return [...document.querySelectorAll('img:not([alt])')].map((picture) => ({
    detail: 'a picture has no alt',
    where: placeOf(picture),
    mend: 'Say in alt what is seen, or write alt="" when it is decoration.',
  }))
}

/** The text of a link tells where it leads, also where it is read by itself. */
export function findVagueLinkFaults(letter: OpenedLetter): Fault[] {
  return linksOf(letter)
    .filter((link) => isVague(nameOf(link)))
    .map((link) => ({
      detail: `the link text "${nameOf(link)}" does not tell where it leads`,
      where: placeOf(link),
      mend: 'Use the title of what it leads to.',
    }))
}

/** A link in running text differs from it by more than its colour: an underline, a border or a weight. */
export function findPlainLinkFaults(letter: OpenedLetter): Fault[] {
  const running = linksOf(letter).filter(isInRunningText)
  return letter.looks.flatMap(({ scheme, stylesOf }) =>
    running
      .filter((link) => !isMarked(stylesOf(link)))
      .map((link) => ({
        detail: `a link in running text differs by nothing but its colour (${scheme})`,
        where: placeOf(link),
        mend: 'Underline it.',
      })),
  )
}

/** No links and no pictures in VML: no keyboard reaches them, and nothing reads them out. */
export function findVmlFaults({ html }: OpenedLetter): Fault[] {
  return [...html.matchAll(/<v:[a-z]+\b[^>]*>/gi)].flatMap(([tag]) => {
    const detail = /\shref=/i.test(tag)
      ? 'a VML link cannot be reached by keyboard'
      : /<v:(image|rect|roundrect|shape|oval)\b/i.test(tag) && !/\salt=/i.test(tag)
        ? 'a VML picture has no alt'
        : null
    return detail === null
      ? []
      : [{ detail, where: clip(tag, 160), mend: 'Use a table cell and a plain link instead.' }]
  })
}

function nameOf(link: PageElement): string {
  const alts = [...link.querySelectorAll('img')].map((picture) => picture.getAttribute('alt') ?? '')
  return [lineOf(link), ...alts].join(' ').trim()
}

const blocks = new Set([
  'P',
  'LI',
  'TD',
  'TH',
  'DIV',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'BLOCKQUOTE',
  'DD',
  'DT',
])

/** Whether the block of a link has words of its own beside its links. */
function isInRunningText(link: PageElement): boolean {
  let block = link.parentElement
  while (block && !blocks.has(block.tagName)) block = block.parentElement
  if (!block) return false
  const linked = [...block.querySelectorAll('a[href]')].map(lineOf).join('')
  return (
    countLetters(lineOf(block)) > countLetters(linked) &&
    !isWithin(link, (around) => /^H[1-6]$/.test(around.tagName))
  )
}

function countLetters(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

function isMarked(styles: ReadonlyMap<string, string>): boolean {
  const decoration = styles.get('text-decoration') ?? styles.get('text-decoration-line')
  if (decoration === undefined || /underline/i.test(decoration)) return true
  const border = styles.get('border-bottom') ?? styles.get('border') ?? ''
  return /[1-9][\d.]*px/.test(border) || /^(bold|[6-9]00)$/.test(styles.get('font-weight') ?? '')
}
