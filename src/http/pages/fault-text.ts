import type { Language } from '../../language.ts'
import { messagesFor } from '../messages/messages-for.ts'
import type { PreferencesField } from '../preferences-form.ts'

/** What is wrong with a field, in words. */
export function faultText(language: Language, name: PreferencesField): string {
  const { preferences, pause } = messagesFor(language)
  if (name === 'date') return pause.dateFault
  return name === 'zone' ? preferences.zoneFault : `${preferences[name]}: ${preferences.choiceFault}`
}
