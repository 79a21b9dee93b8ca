import type { VNode } from 'preact'
import { messagesFor } from '../messages/messages-for.ts'
import { pauseWeeks, type PreferencesField } from '../preferences-form.ts'
import type { PreferencesPage as Page } from '../reader-needs.ts'
import type { View } from '../view.ts'
import { FaultLine, fieldState } from './fault-line.tsx'

interface PauseSectionProps extends View {
  readonly page: Page
  readonly faults: readonly PreferencesField[]
  readonly now: Date
  readonly link: (rest: string) => string
}

/** How long no letter comes, or the way back from a pause; a pause that is over is none. */
export function PauseSection({ language, page, faults, now, link }: PauseSectionProps): VNode {
  const { pause: t } = messagesFor(language)
  const isPaused = page.status === 'paused' && (page.pausedUntil === null || page.pausedUntil > now)
  return (
    <>
      <h2>{t.title}</h2>
      {isPaused && (
        <form method="post" action={link('/resume')}>
          <p>{page.pausedUntil ? t.until(localDate(page.pausedUntil, language, page.clockZone)) : t.open}</p>
          <button type="submit">{t.resume}</button>
        </form>
      )}
      {(page.status === 'active' || page.status === 'paused') && (
        <form method="post" action={link('/pause')}>
          <p>{t.text}</p>
          <fieldset>
            <legend>{t.length}</legend>
            {pauseWeeks.map((weeks) => (
              <label class="choice">
                <input type="radio" name="length" value={weeks} checked={weeks === 2} /> {t.weeks(weeks)}
              </label>
            ))}
            <label class="choice">
              <input type="radio" name="length" value="date" checked={faults.includes('date')} />{' '}
              {t.untilDate}
            </label>
          </fieldset>
          <p>
            <label for="date">{t.date}</label>
            <FaultLine language={language} name="date" faults={faults} />
            <input id="date" name="date" type="date" {...fieldState('date', faults)} />
          </p>
          <button type="submit" class="quiet">
            {t.button}
          </button>
        </form>
      )}
    </>
  )
}

function localDate(at: Date, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(at)
}
