import { parseDocument, type PageDocument, type PageElement } from '../dom.ts'
import { splitSlots } from '../mail/slots.ts'
import { cascadeOf, matcherOf, schemes, type Cascade, type Scheme } from './cascade.ts'
import { sightOf, type Sight } from './sight.ts'
import { readStyleSheet, type StyleSheet } from './style-sheet.ts'

/** A letter as it is stored, with the slot words of its prefix in it, and the base of Recap's own links. */
export interface FinishedLetter {
  readonly subject: string
  readonly preheader: string
  readonly html: string
  readonly text: string
  readonly slotPrefix: string
  readonly publicUrl: string
}

/** A letter as a reader gets it, read once for all the checks. */
export interface OpenedLetter extends FinishedLetter {
  readonly document: PageDocument
  /** All elements, in the order of the document. */
  readonly elements: readonly PageElement[]
  readonly sheets: readonly StyleSheet[]
  /** The bodies of the comments that Outlook for Windows reads as HTML. */
  readonly outlookParts: readonly string[]
  /** The letter in light and in dark. */
  readonly looks: readonly Look[]
}

/** A letter in one scheme: what styles its elements are given, and how they are seen. */
export interface Look {
  readonly scheme: Scheme
  readonly stylesOf: Cascade
  readonly sightOf: (element: PageElement) => Sight
}

/** As long as the tokens of real links, so that the size is that of a real letter. */
const sampleToken = 'x'.repeat(96)

/** Fills the slots with samples and reads the HTML. */
export function openFinishedLetter(letter: FinishedLetter): OpenedLetter {
  const html = withSamples(letter.html, letter)
  const document = parseDocument(html)
  const sheets = [...document.querySelectorAll('style')].map((style) =>
    readStyleSheet(style.textContent ?? '', style.getAttribute('media') ?? ''),
  )
  const matcher = matcherOf(document)
  return {
    ...letter,
    html,
    text: withSamples(letter.text, letter),
    document,
    elements: [...document.querySelectorAll('*')],
    sheets,
    outlookParts: [...html.matchAll(/<!--\[if[^\]]*\]>([\s\S]*?)<!\[endif\]-->/g)].map(
      ([, part]) => part ?? '',
    ),
    looks: schemes.map((scheme) => {
      const stylesOf = cascadeOf(matcher, sheets, scheme)
      return { scheme, stylesOf, sightOf: sightOf(stylesOf) }
    }),
  }
}

function withSamples(part: string, { slotPrefix, publicUrl }: FinishedLetter): string {
  const { parts, slots } = splitSlots(part, slotPrefix)
  return parts
    .map((piece, index) => {
      const slot = slots[index]
      if (!slot) return piece
      return (
        piece + (slot.kind === 'url' ? `${publicUrl}/${slot.name.toLowerCase()}/${sampleToken}` : 'sample')
      )
    })
    .join('')
}
