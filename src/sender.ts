import { z } from 'zod'
import { asciiDomain } from './ascii-domain.ts'

/** Text that stands on one line: no control character can break a header or a page. */
export const oneLine = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must have 200 characters at most')
  .refine((text) => !/\p{Cc}/u.test(text), 'must stand on one line')

/** Whom a mail is from: `Name <name@example.com>` or `name@example.com`. */
export const sender = oneLine.refine(
  (text) =>
    /^([^<>@]*<)?[^\s<>@,;:"()]+@[^\s<>@,;:"()]+>?$/.test(text) &&
    text.includes('<') === text.endsWith('>') &&
    asciiDomain(senderDomain(text)) !== '',
  'must look like "Name <name@example.com>" or name@example.com',
)

/** Where bounces go: the local part leaves room for the token that each mail adds after a plus sign. */
export const bounceBase = z
  .string()
  .trim()
  .regex(
    /^[a-z0-9_-][a-z0-9._-]{0,23}@[a-z0-9.-]{1,190}$/i,
    'must be a bare address such as bounces@example.com, with 24 letters or digits at most before the @',
  )

/** The name and the bare address of a sender, whatever the name holds: a comma in it makes no second one. */
export function parseSender(text: string): { name: string; address: string } {
  const match = /^([^<>]*)<([^<>]*)>\s*$/.exec(text)
  if (!match) return { name: '', address: text.trim() }
  const [, name = '', address = ''] = match
  const quoted = /^"(.*)"$/s.exec(name.trim())?.[1]
  return { name: quoted?.replace(/\\(.)/gs, '$1') ?? name.trim(), address: address.trim() }
}

/** The domain of a sender. */
export function senderDomain(from: string): string {
  const { address } = parseSender(from)
  return address.slice(address.lastIndexOf('@') + 1)
}
