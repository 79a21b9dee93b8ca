/** What may stand before the root: comments, processing instructions, a document type. */
const prolog = /^(?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!doctype[^>[]*(?:\[[\s\S]*?\]\s*)?>)*/i

/** The name of the first element without its prefix, in lower case; empty when there is none. */
export function rootOf(text: string): string {
  const start = prolog.exec(text)?.[0].length ?? 0
  const name = /<([a-z][^\s/>]*)/i.exec(text.slice(start, start + 5000))?.[1] ?? ''
  return name.replace(/^[\w-]+:/, '').toLowerCase()
}
