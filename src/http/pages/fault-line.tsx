import type { VNode } from 'preact'
import type { Language } from '../../language.ts'
import type { PreferencesField } from '../preferences-form.ts'
import { faultText } from './fault-text.ts'

interface FaultLineProps {
  readonly language: Language
  readonly name: PreferencesField
  readonly faults: readonly PreferencesField[]
}

/** What is wrong with a field, beside it. */
export function FaultLine({ language, name, faults }: FaultLineProps): VNode | null {
  if (!faults.includes(name)) return null
  return (
    <span id={`${name}-fault`} class="fault">
      {faultText(language, name)}
    </span>
  )
}

/** The attributes that tie a field to its hint and to what is wrong with it. */
export function fieldState(name: PreferencesField, faults: readonly PreferencesField[], hint?: string) {
  const isWrong = faults.includes(name)
  const described = [...(isWrong ? [`${name}-fault`] : []), ...(hint === undefined ? [] : [hint])].join(' ')
  return {
    ...(isWrong && { 'aria-invalid': 'true' as const }),
    ...(described !== '' && { 'aria-describedby': described }),
  }
}
