import { domainToASCII } from 'node:url'

/** An address as it stands in MAIL or RCPT. */
export interface PathAddress {
  readonly path: string
  /** In lower case and ASCII; empty for the null sender. */
  readonly domain: string
  /** Whether only a server with SMTPUTF8 can carry it (RFC 6531). */
  readonly needsUtf8: boolean
}

/** Prepares an address for an SMTP command; undefined for one that cannot stand in it. */
export function pathAddress(address: string): PathAddress | undefined {
  const at = address.lastIndexOf('@')
  if (address === '') return { path: '', domain: '', needsUtf8: false }
  if (at < 1 || /[\p{Cc}<>\u2028\u2029]/u.test(address)) return undefined
  const local = address.slice(0, at)
  const given = address.slice(at + 1)
  const domain = given.startsWith('[') ? given : domainToASCII(given)
  if (domain === '' || (local.includes(' ') && !local.startsWith('"'))) return undefined
  return { path: `${local}@${domain}`, domain: domain.toLowerCase(), needsUtf8: /[^\0-\x7f]/.test(local) }
}
