import { domainToASCII } from 'node:url'
import { AppError } from '../errors.ts'

/** A mail address as it is written in an envelope, and the key by which two spellings are one person. */
export interface Address {
  readonly email: string
  readonly key: string
}

// Dot-atom of RFC 5322 with the letters of RFC 6531; quoted local parts and domain literals are not taken.
const localPart = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const hostName = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

// domainToASCII would cut off what follows a slash, drop tabs and newlines and decode percent signs.
const plainDomain = /^[a-z0-9.-]+$/i
const domainText = /^[a-z0-9.\u{80}-\u{10ffff}-]+$/iu

/**
 * Reads an address: NFC, the local part kept as given, the domain as A-labels in lower case (UTS 46).
 * Lengths in bytes are those of RFC 5321 4.5.3.1. Throws `bad_input` with the reason.
 */
export function parseAddress(text: string): Address {
  const read = readAddress(text)
  if (typeof read !== 'string') return read
  throw new AppError(
    'bad_input',
    `This is not a mail address that Recap can use: ${read}. Write it like name@example.com.`,
  )
}

/** The same for a text of many that may well be wrong: the address, or the reason why it is none. */
export function readAddress(text: string): Address | string {
  if (text.length > 320) return 'it is longer than 320 characters'
  const trimmed = text.trim().normalize('NFC')
  const at = trimmed.lastIndexOf('@')
  if (at <= 0) return 'it has no name before an @ sign'
  const local = trimmed.slice(0, at)
  if (Buffer.byteLength(local) > 64) return 'the part before the @ is longer than 64 bytes'
  if (!localPart.test(local)) return 'the part before the @ holds characters that an address cannot have'
  const domain = readDomain(trimmed.slice(at + 1))
  if (domain === undefined) return 'the part after the @ is no domain name'
  const email = `${local}@${domain}`
  if (Buffer.byteLength(email) > 254) return 'it is longer than 254 bytes'
  return { email, key: email.toLowerCase().normalize('NFC') }
}

function readDomain(text: string): string | undefined {
  const isPlain = plainDomain.test(text) && !/xn--/i.test(text)
  const domain = isPlain ? text.toLowerCase() : domainText.test(text) ? domainToASCII(text).toLowerCase() : ''
  return hostName.test(domain) ? domain : undefined
}

/** `a***@example.com`, for pages and logs that must not show whose link it is. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@')
  return `${String.fromCodePoint(email.codePointAt(0) ?? 0)}***${email.slice(at)}`
}
