import type { VNode } from 'preact'
import { languages, type Language } from '../../language.ts'
import { messagesFor } from '../messages/messages-for.ts'
import type { PreferencesField } from '../preferences-form.ts'
import type { PreferencesPage as Page } from '../reader-needs.ts'
import type { View } from '../view.ts'
import { FaultLine, fieldState } from './fault-line.tsx'

interface ChoicesFormProps extends View {
  readonly page: Page
  readonly faults: readonly PreferencesField[]
  readonly action: string
}

const names: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Topics, frequency, language, hour and zone. */
export function ChoicesForm({ language, page, faults, action }: ChoicesFormProps): VNode {
  const { preferences: t } = messagesFor(language)
  const { choices } = page
  return (
    <form method="post" action={action}>
      <Topics language={language} page={page} />
      <fieldset id="frequency">
        <legend>{t.frequency}</legend>
        <FaultLine language={language} name="frequency" faults={faults} />
        {(['weekly', 'monthly'] as const).map((frequency) => (
          <label class="choice">
            <input
              type="radio"
              name="frequency"
              value={frequency}
              checked={choices.frequency === frequency}
            />
            {t[frequency]}
          </label>
        ))}
      </fieldset>
      <p>
        <label for="language">{t.language}</label>
        <FaultLine language={language} name="language" faults={faults} />
        <select id="language" name="language" {...fieldState('language', faults)}>
          {languages.map((code) => (
            <option value={code} lang={code} selected={code === language}>
              {names[code]}
            </option>
          ))}
        </select>
      </p>
      <LocalTime language={language} page={page} faults={faults} />
      <button type="submit">{t.save}</button>
    </form>
  )
}

/** The hour at which letters come, on whose clock. */
function LocalTime({
  language,
  page: { choices },
  faults,
}: Omit<ChoicesFormProps, 'site' | 'action'>): VNode {
  const { preferences: t } = messagesFor(language)
  return (
    <>
      <p>
        <label for="hour">{t.hour}</label>
        <FaultLine language={language} name="hour" faults={faults} />
        <select id="hour" name="hour" {...fieldState('hour', faults)}>
          <option value="">{t.anyHour}</option>
          {hours.map((hour) => (
            <option value={hour} selected={choices.sendHour === hour}>
              {`${String(hour).padStart(2, '0')}:00`}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label for="zone">{t.zone}</label>
        <FaultLine language={language} name="zone" faults={faults} />
        <input
          id="zone"
          name="zone"
          type="text"
          dir="ltr"
          maxLength={64}
          value={choices.timeZone ?? ''}
          {...fieldState('zone', faults, 'zone-hint')}
        />
        <span id="zone-hint" class="muted">
          {t.zoneHint}
        </span>
      </p>
    </>
  )
}

function Topics({ language, page }: { readonly language: Language; readonly page: Page }): VNode | null {
  const { preferences: t } = messagesFor(language)
  if (page.knownTopics.length === 0) return null
  return (
    <fieldset>
      <legend>{t.topics}</legend>
      <span class="muted">{t.topicsHint}</span>
      <div class="many">
        {page.knownTopics.map((topic) => (
          <label class="choice">
            <input
              type="checkbox"
              name="topics"
              value={topic}
              checked={page.choices.topics.includes(topic)}
            />
            <bdi>{topic}</bdi>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
