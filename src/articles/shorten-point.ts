import { clausePatternsOf, type ClausePatterns } from './clause-patterns.ts'

const fewestWords = 8
const mostCuts = 3

/**
 * A sentence without a source named before or after the statement and without trailing clauses that only add to it;
 * what is left is a run of the sentence, but for its capital and its full stop. Never under eight words.
 */
export function shortenPoint(sentence: string, language: string): string {
  const patterns = clausePatternsOf(language)
  if (!patterns) return sentence
  let point = sentence
  for (let cuts = 0; cuts < mostCuts; cuts += 1) {
    const shorter = withoutTail(point, patterns)
    if (shorter === null) break
    point = shorter
  }
  return withoutLead(point, patterns)
}

function withoutTail(point: string, patterns: ClausePatterns): string | null {
  return withoutSource(point, patterns) ?? withoutAside(point, patterns) ?? withoutClause(point, patterns)
}

function withoutSource(point: string, patterns: ClausePatterns): string | null {
  const ends = patterns.trailing.map((trailing) => point.search(trailing))
  const inverted = point.search(patterns.inverted)
  const onlyComma = point.indexOf(', ') === inverted ? [inverted] : []
  for (const at of [...ends, ...onlyComma]) {
    const shorter = patterns.accuser.test(point.slice(at)) ? null : cutAt(point, at, patterns)
    if (shorter !== null) return shorter
  }
  return null
}

/** A lone dash adds to the sentence; a pair stands around an aside in its middle. */
function withoutAside(point: string, patterns: ClausePatterns): string | null {
  const [first, second] = point.matchAll(/ (?:--|—|–) /g)
  return first && !second ? cutAt(point, first.index, patterns) : null
}

/** A clause with a figure in it stays; one after an apposition may belong to that. */
function withoutClause(point: string, patterns: ClausePatterns): string | null {
  const comma = point.lastIndexOf(', ')
  const clause = point.slice(comma + 2)
  if (!patterns.clause.test(clause) || /\d/.test(clause)) return null
  const before = point.slice(point.lastIndexOf(', ', comma - 1) + 2, comma)
  return before.length < comma && patterns.article.test(before) ? null : cutAt(point, comma, patterns)
}

/** What stands before a place, closed with a full stop; null when that is no complete sentence. */
function cutAt(point: string, at: number, patterns: ClausePatterns): string | null {
  if (at <= 0) return null
  const head = point.slice(0, at).replace(/[\s,;:–—-]+$/, '')
  if (!isWhole(head) || !isBalanced(point.slice(at))) return null
  if (/^["“„«].*["”“»]$|,["”“»]$/.test(head)) return null
  if (patterns.dependent.test(head) && !head.includes(', ')) return null
  return /[.!?]["”’»]?$/.test(head) ? head : `${head}.`
}

function withoutLead(point: string, patterns: ClausePatterns): string {
  for (const leading of patterns.leading) {
    const lead = leading.exec(point)?.[0]
    const rest = lead === undefined ? '' : point.slice(lead.length)
    if (lead !== undefined && isWhole(rest) && !patterns.accuser.test(lead))
      return rest.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
  }
  return point
}

function isWhole(part: string): boolean {
  return part.split(/\s+/).length >= fewestWords && isBalanced(part)
}

function isBalanced(part: string): boolean {
  const count = (marks: RegExp) => part.match(marks)?.length ?? 0
  return (
    count(/"/g) % 2 === 0 &&
    count(/[“„”]/g) % 2 === 0 &&
    count(/«/g) === count(/»/g) &&
    count(/\(/g) === count(/\)/g)
  )
}
