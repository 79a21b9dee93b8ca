import type { VNode } from 'preact'
import { isolate, messagesFor } from '../messages/messages-for.ts'
import type { PreferencesField } from '../preferences-form.ts'
import type { PreferencesPage as Page } from '../reader-needs.ts'
import type { Site } from '../site.ts'
import type { View } from '../view.ts'
import { ChoicesForm } from './choices-form.tsx'
import { faultText } from './fault-text.ts'
import { Layout } from './layout.tsx'
import { PauseSection } from './pause-section.tsx'
import { unsubscribeLink } from './unsubscribe-page.tsx'

interface PreferencesProps extends View {
  readonly token: string
  readonly page: Page
  readonly now: Date
  readonly faults: readonly PreferencesField[]
  readonly isSaved: boolean
}

/** Everything a reader can choose, each in a form of its own that posts back to this page. */
export function PreferencesPage(props: PreferencesProps): VNode {
  const { token, page, faults, isSaved, now, ...view } = props
  const t = messagesFor(view.language)
  const link = (rest: string) => preferencesLink(view.site, token, rest)
  return (
    <Layout {...view} title={t.preferences.title} personal>
      <h1>{t.preferences.title}</h1>
      {isSaved && (
        <p class="told" role="status">
          {t.preferences.saved}
        </p>
      )}
      {faults.length > 0 && <FaultSummary {...view} faults={faults} />}
      <p>{t.preferences.intro(isolate(page.address), isolate(page.newsletter))}</p>
      <ChoicesForm {...view} page={page} faults={faults} action={link('')} />
      <PauseSection {...view} page={page} faults={faults} now={now} link={link} />
      {page.status !== 'unsubscribed' && (
        <>
          <h2>{t.leave.button}</h2>
          <p>
            <a href={unsubscribeLink(view, page.unsubscribeToken, '')}>
              {t.leave.ask(isolate(page.newsletter))}
            </a>
          </p>
        </>
      )}
      <h2>{t.data.title}</h2>
      <p>
        {t.data.text} <a href={link('/data')}>{t.data.link}</a>
      </p>
      <h2>{t.erase.title}</h2>
      <p>
        {t.erase.text} <a href={link('/erase')}>{t.erase.link}</a>
      </p>
    </Layout>
  )
}

/** Where the preferences of a token are. */
export function preferencesLink(site: Site, token: string, rest: string): string {
  return site.link(`/preferences/${encodeURIComponent(token)}${rest}`)
}

/** What is wrong, in words, each a link to its field. */
function FaultSummary({ language, faults }: View & Pick<PreferencesProps, 'faults'>): VNode {
  const t = messagesFor(language)
  return (
    <div class="faults" role="alert">
      <h2>{t.preferences.faults}</h2>
      <ul class="plain">
        {faults.map((name) => (
          <li>
            <a href={`#${name}`}>{faultText(language, name)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
