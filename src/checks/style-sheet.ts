/** A CSS declaration; the property is in lower case. */
export interface Declaration {
  readonly property: string
  readonly value: string
  readonly important: boolean
}

/** A rule with one selector; `media` holds the queries around it, outermost first. */
export interface StyleRule {
  readonly selector: string
  readonly media: readonly string[]
  readonly declarations: readonly Declaration[]
}

/** A style sheet of a letter: its rules in order, the names of its at-rules, and its size. */
export interface StyleSheet {
  readonly rules: readonly StyleRule[]
  readonly atRules: readonly string[]
  readonly bytes: number
  readonly hasComments: boolean
}

const comments = /\/\*[\s\S]*?\*\//g

/** Reads a style sheet as far as mail uses CSS: rules, and at-rules around them; `media` is that of its element. */
export function readStyleSheet(css: string, media: string): StyleSheet {
  const rules: StyleRule[] = []
  const atRules: string[] = []
  readBlocks(css.replace(comments, ' '), media === '' ? [] : [media], { rules, atRules })
  return { rules, atRules, bytes: Buffer.byteLength(css), hasComments: css.search(comments) !== -1 }
}

/** The declarations of a style attribute or of the body of a rule. */
export function readDeclarations(body: string): Declaration[] {
  return splitOutside(body, ';').flatMap((declaration) => {
    const colon = declaration.indexOf(':')
    const property = declaration.slice(0, colon).trim().toLowerCase()
    if (colon === -1 || property === '') return []
    const value = declaration.slice(colon + 1).trim()
    const bare = value.replace(/\s*!\s*important$/i, '')
    return [{ property, value: bare, important: bare !== value }]
  })
}

interface Found {
  readonly rules: StyleRule[]
  readonly atRules: string[]
}

function readBlocks(css: string, media: readonly string[], found: Found): void {
  let rest = css
  for (;;) {
    const open = rest.indexOf('{')
    if (open === -1) return
    const close = closingOf(rest, open)
    // What stands before the last semicolon is a statement without a block, such as @import.
    const [head = '', ...statements] = splitOutside(rest.slice(0, open), ';').toReversed()
    found.atRules.push(...statements.map((statement) => statement.trim()).filter((name) => name !== ''))
    readBlock({ head: head.trim(), body: rest.slice(open + 1, close) }, media, found)
    rest = rest.slice(close + 1)
  }
}

function readBlock(
  { head, body }: { readonly head: string; readonly body: string },
  media: readonly string[],
  found: Found,
): void {
  if (head.startsWith('@')) {
    found.atRules.push(head)
    const query = /^@media\s*(.*)$/is.exec(head)?.[1]
    if (query !== undefined) readBlocks(body, [...media, query], found)
    return
  }
  const declarations = readDeclarations(body)
  for (const selector of splitOutside(head, ',')) {
    found.rules.push({ selector: selector.trim(), media, declarations })
  }
}

function closingOf(css: string, open: number): number {
  let depth = 0
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++
    if (css[at] === '}' && --depth === 0) return at
  }
  return css.length
}

/** Cuts a text at a separator that stands in no brackets and no quotes. */
function splitOutside(text: string, separator: string): string[] {
  const parts = ['']
  let depth = 0
  let quote = ''
  for (const letter of text) {
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '(' || letter === '[') depth++
    else if (letter === ')' || letter === ']') depth--
    if (letter === separator && depth <= 0 && quote === '') parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}
