import { z } from 'zod'
import type { StoredTheme } from '../letter/theme.ts'
import type { NewsletterChange, NewsletterRow } from './newsletters.repository.ts'

/** What one setting changes: columns, or tokens of the theme, of which null is the default again. */
export type SettingChange = Omit<NewsletterChange, 'theme'> & { readonly theme?: StoredTheme }

/** One setting of a newsletter: how its text is read, and what it changes. */
export interface Setting {
  readonly read: (text: string) => z.ZodSafeParseResult<SettingChange>
  readonly show: (newsletter: NewsletterRow) => string | number | boolean | null
}

export function setting<Value>(
  schema: z.ZodType<Value>,
  write: (value: Value) => SettingChange,
  show: Setting['show'],
): Setting {
  const change = schema.transform(write)
  return { read: (text) => change.safeParse(text), show }
}

/** A whole number within bounds, which belong to it. */
export const whole = (from: number, to: number) =>
  z
    .string()
    .trim()
    .refine(
      (text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to,
      `must be a whole number from ${from} to ${to}`,
    )
    .transform(Number)
