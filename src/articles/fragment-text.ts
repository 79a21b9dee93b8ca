import { Parser } from 'htmlparser2'
import { blockNames, hiddenNames } from './html-names.ts'

/** Deeper markup is no text anyone wrote, and every end tag in it takes longer. */
const maxDepth = 1000
const chunkSize = 65_536

/** The visible text of an HTML fragment, found while it is read, without a document; blocks stand between blank lines. */
export function fragmentText(html: string): string {
  const parts: string[] = []
  const { parser, depth } = textParser(parts)
  for (let start = 0; start < html.length; start += chunkSize) {
    parser.write(html.slice(start, start + chunkSize))
    if (depth() > maxDepth) return html.replaceAll(/<[^<>]*>/g, ' ')
  }
  parser.end()
  return parts.join('')
}

function textParser(parts: string[]): { parser: Parser; depth: () => number } {
  let depth = 0
  let hiddenFrom = Infinity
  const breakAt = (name: string): void => {
    if (depth >= hiddenFrom) return
    if (blockNames.has(name)) parts.push('\n\n')
    else if (name === 'br') parts.push(' ')
  }
  const parser = new Parser({
    onopentagname(name) {
      breakAt(name)
      depth++
      if (hiddenNames.has(name)) hiddenFrom = Math.min(hiddenFrom, depth)
    },
    ontext(text) {
      if (depth < hiddenFrom) parts.push(text.replaceAll(/\s+/g, ' '))
    },
    onclosetag(name) {
      depth--
      if (depth < hiddenFrom) hiddenFrom = Infinity
      breakAt(name)
    },
  })
  return { parser, depth: () => depth }
}
