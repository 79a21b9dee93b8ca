import type { SettingPair } from '../digest/set-newsletter.ts'
import { settingNames } from '../digest/newsletter-settings.ts'
import { AppError } from '../errors.ts'

/** Reads `KEY VALUE…` and `KEY=VALUE…`, also mixed; a key that is left without a value is `bad_input`. */
export function readPairs(words: readonly string[]): SettingPair[] {
  const pairs: SettingPair[] = []
  const rest = words.values()
  for (const word of rest) {
    const [key = '', ...values] = word.split('=')
    if (values.length > 0 && settingNames.includes(key)) {
      pairs.push([key, values.join('=')])
      continue
    }
    const next = rest.next()
    if (next.done)
      throw new AppError('bad_input', `${word} has no value. Write: recap newsletter set ${word} VALUE`)
    pairs.push([word, next.value])
  }
  return pairs
}
