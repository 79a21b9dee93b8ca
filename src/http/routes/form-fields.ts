import { z } from 'zod'

/**
 * A field of a form as one line of text, empty when it is missing: of a field that is sent twice the first counts,
 * control characters become spaces, and what is too long is cut.
 */
export function field(longest: number) {
  return z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().catch(''))
    .transform((text) =>
      text
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, longest),
    )
}

/** The values of a field that may be sent many times, such as ticked boxes. */
export function fieldList(most: number) {
  return z.preprocess(
    (value) => (value === undefined ? [] : [value].flat().slice(0, most)),
    z.array(z.string()).catch([]),
  )
}
