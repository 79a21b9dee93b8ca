/** Feed text without what no parser needs and some choke on: junk before the root, control characters, DTD declarations. */
export function tidyFeed(text: string, warnings: string[]): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
  return withoutSubset(clean.replace(/^[^<{]+/, ''), warnings)
}

/** Drops the internal subset of a DOCTYPE: nothing in it may define an entity or name a file. */
function withoutSubset(text: string, warnings: string[]): string {
  const start = (/^(?:\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*(?=<!doctype)/i.exec(text) ?? [])[0]?.length ?? -1
  if (start === -1) return text
  const open = text.indexOf('[', start)
  const close = text.indexOf('>', start)
  if (close === -1) return text
  if (open === -1 || open > close) return text.slice(0, start) + text.slice(close + 1)
  const end = /\]\s*>/.exec(text.slice(open))
  if (!end) return text.slice(0, start)
  warnings.push('the feed declares entities of its own; they were left out')
  return text.slice(0, start) + text.slice(open + end.index + end[0].length)
}

/** A feed that breaks off, ended after its last complete entry, or its last tag when it has no entries; null without a root. */
export function repairFeed(text: string): string | null {
  const root = /<((?:[\w-]+:)?(?:rss|feed|rdf))[\s>]/i.exec(text)?.[1]
  if (!root) return null
  const ends = [...text.matchAll(/<\/((?:[\w-]+:)?(?:item|entry))\s*>/gi)]
  const last = ends.at(-1)
  const head = text.slice(0, last ? last.index + last[0].length : text.lastIndexOf('>') + 1)
  const channel = /<((?:[\w-]+:)?channel)[\s>]/i.exec(head)?.[1]
  const isOpen = channel !== undefined && !head.includes(`</${channel}>`)
  return `${head}${isOpen ? `</${channel}>` : ''}</${root}>`
}
