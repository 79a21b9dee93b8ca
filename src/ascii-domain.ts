import { domainToASCII } from 'node:url'

const labels = /^[a-z0-9_\u{80}-\u{10ffff}-]+(\.[a-z0-9_\u{80}-\u{10ffff}-]+)*$/iu

/** A domain as A-labels in small letters (UTS 46), an address literal as it is; empty for what is neither. */
export function asciiDomain(text: string): string {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(text) && !text.includes('xn--')) return text
  if (/^\[[\da-f:.]+\]$/i.test(text)) return text
  // domainToASCII would cut off what follows a slash, drop tabs and newlines and decode percent signs.
  return labels.test(text) ? domainToASCII(text) : ''
}
