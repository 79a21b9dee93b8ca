import { z } from 'zod'

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
    /^([^<>@]*<)?[^\s<>@,;:"()]+@[^\s<>@,;:"()]+>?$/.test(text) && text.includes('<') === text.endsWith('>'),
  'must look like "Name <name@example.com>" or name@example.com',
)

/** The bare address of a sender. */
export function senderAddress(from: string): string {
  return /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from.trim()
}

/** The domain of a sender. */
export function senderDomain(from: string): string {
  const address = senderAddress(from)
  return address.slice(address.lastIndexOf('@') + 1)
}
