import { AppError } from '../errors.ts'
import { contrastFaults, themeOf, type StoredTheme } from '../letter/theme.ts'
import type { NewsletterChange } from './newsletters.repository.ts'
import type { SettingChange } from './setting.ts'

/**
 * What some settings change of a newsletter that has a theme. Its colours are judged together, as all the settings
 * leave them: `bad_input` names each pair that could not be read.
 */
export function mergeSettings(theme: StoredTheme, changes: readonly SettingChange[]): NewsletterChange {
  const { theme: _, ...columns }: SettingChange = Object.assign({}, ...changes)
  const tokens = changes.flatMap((change) => change.theme ?? [])
  if (tokens.length === 0) return columns
  const merged = Object.entries<unknown>(Object.assign({}, theme, ...tokens))
  const stored = Object.fromEntries(merged.filter(([, value]) => value !== null))
  const faults = contrastFaults(themeOf(stored))
  if (faults.length > 0)
    throw new AppError(
      'bad_input',
      `These colours cannot be read well: ${faults.join('; ')}. Set a darker or lighter one; one command can set several.`,
    )
  return { ...columns, theme: JSON.stringify(stored) }
}
