import { z } from 'zod'
import { givenReasons } from '../subscribers/suppression-view.ts'

/** An address that is to get no mail, and why. */
export const newSuppression = z.strictObject({
  email: z.string().max(320).describe('mail address'),
  reason: z.enum(givenReasons).default('operator'),
  note: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(500)
    .default('API')
    .describe('who asked for it, or what it rests on'),
})

export const suppressionOutcome = z.strictObject({
  email: z.string(),
  suppressed: z.boolean(),
  changed: z.boolean().describe('false when it was so before'),
})

const suppression = z.strictObject({
  fingerprint: z
    .string()
    .describe('the beginning of the HMAC of the address, which is all that is kept of it'),
  reason: z.enum([...givenReasons, 'erasure']),
  source: z.string(),
  at: z.iso.datetime(),
})

export const suppressionPage = z.strictObject({
  suppressions: z.array(suppression),
  next: z.string().nullable().describe('the cursor of the next page; null after the last'),
})

const mostOnPage = 500

export const suppressionQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[\da-f]{64}$/, 'must be the next of a page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(mostOnPage).default(100),
})
