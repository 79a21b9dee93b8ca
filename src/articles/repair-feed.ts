import { rootOf } from './feed-root.ts'

/** Feed text without what no parser needs and some choke on: junk before the root, control characters, DTD declarations. */
export function tidyFeed(text: string, warnings: string[]): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
  return withOutline(withoutSubset(clean.replace(/^[^<{]+/, ''), warnings))
}

function withOutline(text: string): string {
  return rootOf(text) === 'rdf' ? withoutContents(text) : withChannel(text)
}

/** RSS that left out one of its two outer elements has it put in. */
function withChannel(text: string): string {
  const root = rootOf(text)
  if (root === 'channel') return `<rss version="2.0">${text.slice(text.search(/<channel/i))}</rss>`
  if (root !== 'rss' || /<(?:[\w-]+:)?channel[\s>]/i.test(text)) return text
  const opened = text.indexOf('>', text.search(/<rss[\s>]/i)) + 1
  const whole = `${text.slice(0, opened)}<channel>${text.slice(opened)}`
  return whole.replace(/<\/rss\s*>\s*$/i, '</channel>$&')
}

/** The table of contents of RSS 1.0 says nothing that the items do not, and looking each of them up takes long. */
function withoutContents(text: string): string {
  const start = text.search(/<(?:[\w-]+:)?items[\s>]/i)
  const end = start === -1 ? null : /<\/(?:[\w-]+:)?items\s*>/i.exec(text.slice(start))
  return end ? text.slice(0, start) + text.slice(start + end.index + end[0].length) : text
}

/** Drops the internal subset of a DOCTYPE: nothing in it may define an entity or name a file. */
function withoutSubset(text: string, warnings: string[]): string {
  const start = (/^(?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*(?=<!doctype)/i.exec(text) ?? [])[0]?.length ?? -1
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
  const last = [...text.matchAll(/<\/(?:[\w-]+:)?(?:item|entry)\s*>/gi)].at(-1)
  return closeFeed(text.slice(0, last ? last.index + last[0].length : text.lastIndexOf('>') + 1))
}

/** The beginning of a feed with the end tags that its root and channel lack; null without a root. */
export function closeFeed(head: string): string | null {
  const root = /<((?:[\w-]+:)?(?:rss|feed|rdf))[\s>]/i.exec(head)?.[1]
  if (root === undefined) return null
  const channel = /<((?:[\w-]+:)?channel)[\s>]/i.exec(head)?.[1]
  const isOpen = channel !== undefined && !head.includes(`</${channel}>`)
  return `${head}${isOpen ? `</${channel}>` : ''}</${root}>`
}
