import { readColour } from '../colour.ts'
import type { PageDocument, PageElement } from '../dom.ts'
import { readDeclarations, type Declaration, type StyleRule, type StyleSheet } from './style-sheet.ts'

/** In which light a letter is looked at; `outlook dark` is the dark mode that marks the page with data-ogsc and -ogsb. */
export const schemes = ['light', 'dark', 'outlook dark'] as const
export type Scheme = (typeof schemes)[number]

/** The winning value of each property that an element itself is given. */
export type OwnStyles = ReadonlyMap<string, string>

/** Tells what styles an element itself is given, sheets and style attribute taken together. */
export type Cascade = (element: PageElement) => OwnStyles

/** Tells which elements of a letter a selector means. */
export type Matcher = (selector: string) => readonly PageElement[]

interface Candidate extends Declaration {
  readonly weight: number
}

const inlineWeight = 1_000_000

/** Decides the styles of every element of a document in a scheme, as CSS cascades them; widths are left out. */
export function cascadeOf(matches: Matcher, sheets: readonly StyleSheet[], scheme: Scheme): Cascade {
  const candidates = new Map<PageElement, Candidate[]>()
  const rules = sheets.flatMap((sheet) => sheet.rules).filter((rule) => applies(rule, scheme))
  for (const [order, rule] of rules.entries()) {
    for (const element of matches(rule.selector)) {
      const weight = specificityOf(rule.selector) * 1000 + order / rules.length
      const all = candidates.get(element) ?? []
      all.push(...rule.declarations.flatMap(withGround).map((declaration) => ({ ...declaration, weight })))
      candidates.set(element, all)
    }
  }
  const decided = new Map<PageElement, OwnStyles>()
  return (element) => {
    const known = decided.get(element)
    if (known) return known
    const styles = decide([...(candidates.get(element) ?? []), ...inlineStyles(element)])
    decided.set(element, styles)
    return styles
  }
}

const outlookMark = /\[data-ogs[bc]\]\s*/gi

/** Rules of a width are left out: they change sizes, and hold for some readers only. */
function applies({ selector, media }: StyleRule, scheme: Scheme): boolean {
  const isOutlook = selector.search(outlookMark) !== -1
  if (isOutlook) return scheme === 'outlook dark' && media.length === 0
  return media.every(
    (query) => scheme === 'dark' && /^\(\s*prefers-color-scheme\s*:\s*dark\s*\)$/i.test(query.trim()),
  )
}

/** The elements that a selector means; the schemes share many selectors, so what was found is kept. */
export function matcherOf(document: PageDocument): Matcher {
  const found = new Map<string, readonly PageElement[]>()
  return (selector) => {
    const elements = found.get(selector) ?? findElements(document, selector)
    found.set(selector, elements)
    return elements
  }
}

function findElements(document: PageDocument, selector: string): readonly PageElement[] {
  const plain = selector.replace(outlookMark, '').trim()
  // Pseudo-classes tell of a reader's hand, not of the letter as it lies there.
  if (plain === '' || /:(?!root\b)/.test(plain)) return []
  try {
    return [...document.querySelectorAll(plain)]
  } catch {
    return []
  }
}

/** Ids, classes and types of a selector, weighed as in CSS (Selectors 4, section 17). */
function specificityOf(selector: string): number {
  const count = (pattern: RegExp): number => selector.match(pattern)?.length ?? 0
  return (
    count(/#[\w-]+/g) * 10_000 +
    count(/\.[\w-]+|\[[^\]]*\]|:[\w-]+/g) * 100 +
    count(/(^|[\s>+~])[a-z][\w-]*/gi)
  )
}

function inlineStyles(element: PageElement): Candidate[] {
  const style = element.getAttribute('style')
  if (style === null) return []
  return readDeclarations(style)
    .flatMap(withGround)
    .map((declaration) => ({ ...declaration, weight: inlineWeight * 1000 }))
}

/** The shorthand `background` sets the colour too, to none when it names none. */
function withGround(declaration: Declaration): Declaration[] {
  if (declaration.property !== 'background') return [declaration]
  const colour = declaration.value.split(/\s+(?![^(]*\))/).find((word) => readColour(word) !== undefined)
  return [declaration, { ...declaration, property: 'background-color', value: colour ?? 'transparent' }]
}

function decide(candidates: readonly Candidate[]): OwnStyles {
  const winners = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const best = winners.get(candidate.property)
    if (!best || rankOf(candidate) >= rankOf(best)) winners.set(candidate.property, candidate)
  }
  return new Map([...winners].map(([property, { value }]) => [property, value]))
}

function rankOf({ important, weight }: Candidate): number {
  return important ? weight + inlineWeight * 10_000 : weight
}
