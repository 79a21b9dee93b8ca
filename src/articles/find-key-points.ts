import { textUpTo, type PageDocument, type PageElement } from '../dom.ts'
import { namesOf } from './dom.ts'
import { listAfter, listIn, tldrAfter, type PointSource } from './find-list.ts'
import { isPointList } from './is-point-list.ts'
import type { KeyPointList } from './page-article.ts'
import { plainText } from './plain-text.ts'
import { isTldr, keyPointLabel, keyPointNames, type LabelStrength } from './section-labels.ts'

/** A list that is labelled as key points and looks like it; whether it belongs to the article is for the caller. */
export interface KeyPointCandidate extends KeyPointList {
  readonly strength: LabelStrength
  readonly label: PageElement | null
  readonly source: PointSource
}

interface Found {
  readonly strength: LabelStrength
  readonly heading: string
  readonly label: PageElement | null
  readonly source: PointSource | null
}

const labelElements =
  'h2, h3, h4, h5, h6, summary, dt, legend, caption, strong, b, em, p, span, div, header, th'
const maxLabel = 60
const maxPoints = 4
const maxCandidates = 50
const maxWords = 45

/** The lists of a page that its publisher labelled as key points, the surest first, each in document order. */
export function findKeyPoints(document: PageDocument): KeyPointCandidate[] {
  const found = [...byLabel(document), ...byName(document)]
  const candidates = found.flatMap((one) =>
    one.source && isPointList(one.source) ? [candidateOf(one, one.source)] : [],
  )
  return candidates.toSorted((a, b) => rank(a) - rank(b))
}

function rank(candidate: KeyPointCandidate): number {
  return candidate.strength === 'strong' ? 0 : 1
}

function byLabel(document: PageDocument): Found[] {
  const found: Found[] = []
  const seen = new Set<PageElement>()
  for (const label of document.querySelectorAll(labelElements)) {
    const text = textUpTo(label, 300)
    if (text.length > 300 || label.closest('a') || [...seen].some((outer) => outer.contains(label))) continue
    const heading = plainText(text, maxLabel + 1)
    const strength = heading.length <= maxLabel ? keyPointLabel(heading) : null
    if (strength === null || isInProse(label, heading)) continue
    seen.add(label)
    if (seen.size > maxCandidates) break
    const source = (isTldr(heading) ? tldrAfter(label) : null) ?? listAfter(label)
    found.push({ strength, heading, label, source })
  }
  return found
}

/** Words that only stand out in a sentence label nothing: others come before them, or the sentence goes on. */
function isInProse(label: PageElement, heading: string): boolean {
  const block = label.closest('p, li, dd')
  if (!block || block === label) return false
  const text = plainText(textUpTo(block, 2000))
  const at = text.indexOf(heading)
  return (
    /[\p{L}\p{N}]/u.test(text.slice(0, Math.max(at, 0))) ||
    /^\s*(?:,|\p{Ll})/u.test(text.slice(at + heading.length))
  )
}

/** Lists named by `aria-label`, or standing in an element whose class or id names key points. */
function byName(document: PageDocument): Found[] {
  const named = [...document.querySelectorAll('[aria-label], [class], [id], [data-testid]')].filter(
    (element) => !['BODY', 'HTML', 'MAIN', 'ARTICLE'].includes(element.tagName),
  )
  return named.flatMap((element) => {
    const aria = element.getAttribute('aria-label') ?? ''
    const strength = aria === '' ? null : keyPointLabel(aria)
    if (strength === null && !keyPointNames.test(kebab(element))) return []
    const source = listIn(element)
    const heading = strength ? aria : (ownLabel(element) ?? 'Key points')
    return source ? [{ strength: strength ?? 'strong', heading, label: null, source }] : []
  })
}

function ownLabel(element: PageElement): string | null {
  const heading = element.querySelector(
    'h2, h3, h4, h5, h6, strong, b, summary, [class*="title"], [class*="heading"]',
  )
  const text = heading && !heading.closest('li') ? plainText(heading.textContent ?? '', maxLabel) : ''
  return text === '' ? null : text
}

function kebab(element: PageElement): string {
  const raw = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''} ${element.getAttribute('data-testid') ?? ''}`
  return raw === '  ' ? namesOf(element) : raw.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()
}

function candidateOf(found: Found, source: PointSource): KeyPointCandidate {
  const points = withoutNumbers(source.points).slice(0, maxPoints).map(shortPoint)
  return {
    strength: found.strength,
    heading: found.heading.replace(/[\s:.…–—-]+$/, ''),
    points,
    label: found.label,
    source,
  }
}

/** "1. First" without its number, when every point has one: a single number may be a date. */
function withoutNumbers(points: readonly string[]): readonly string[] {
  const number = /^\d{1,2}[.)]\s+/
  return points.every((point) => number.test(point))
    ? points.map((point) => point.replace(number, ''))
    : points
}

/** At most 45 words, cut where a clause ends if there is such a place. */
function shortPoint(point: string): string {
  const words = point.split(' ')
  if (words.length <= maxWords) return point
  const head = words.slice(0, maxWords).join(' ')
  const clause = /^(.{60,}[.;:!?,–—])(?:\s|$)/.exec(head)?.[1]
  return clause ? clause.replace(/[;:,–—]$/, '…') : `${head}…`
}
