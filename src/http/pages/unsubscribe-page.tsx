import type { VNode } from 'preact'
import { isolate, messagesFor } from '../messages/messages-for.ts'
import { leaveReasons } from '../messages/page-messages.ts'
import type { ReaderPage } from '../reader-needs.ts'
import type { View } from '../view.ts'
import { AskPage, MessagePage } from './message-page.tsx'

interface TokenPageProps extends View {
  readonly token: string
  readonly page: ReaderPage | 'away'
}

/** Asks once more before the letters end. */
export function AskUnsubscribe({ page, ...view }: TokenPageProps): VNode {
  const { leave } = messagesFor(view.language)
  const words =
    page === 'away'
      ? leave.askAnyone
      : { title: leave.ask(isolate(page.newsletter)), text: leave.askText(isolate(page.address)) }
  return <AskPage {...view} words={words} button={leave.button} />
}

/** Says that the letters have ended, offers the way back, and asks why. */
export function Unsubscribed({ page, token, ...view }: TokenPageProps): VNode {
  const { leave } = messagesFor(view.language)
  const text =
    page === 'away' ? leave.doneAnyone : leave.doneText(isolate(page.address), isolate(page.newsletter))
  const link = (rest: string) => unsubscribeLink(view, token, rest)
  return (
    <MessagePage {...view} words={{ title: leave.done, text }}>
      <p>
        {leave.mistake} <a href={link('/undo')}>{leave.undo}</a>
      </p>
      <form method="post" action={link('/reason')}>
        <fieldset>
          <legend>{leave.why}</legend>
          {leaveReasons.map((reason) => (
            <label class="choice">
              <input type="radio" name="reason" value={reason} required /> {leave.reasons[reason]}
            </label>
          ))}
        </fieldset>
        <p>
          <label for="words">{leave.moreWords}</label>
          <textarea id="words" name="words" rows={3} maxLength={500} />
        </p>
        <button type="submit" class="quiet">
          {leave.send}
        </button>
      </form>
    </MessagePage>
  )
}

/** Asks before the letters start again: the undo link must do nothing by being looked at. */
export function AskResubscribe({ page, ...view }: View & { readonly page: ReaderPage }): VNode {
  const { back } = messagesFor(view.language)
  const words = { title: back.ask(isolate(page.newsletter)), text: back.askText(isolate(page.address)) }
  return <AskPage {...view} words={words} button={back.button} />
}

interface SubscribedProps extends View {
  readonly token: string
  readonly page: ReaderPage
}

/** Says that the letters go on, and offers the way out. */
export function Resubscribed({ page, token, ...view }: SubscribedProps): VNode {
  const { back, leave, preferences } = messagesFor(view.language)
  const text = back.doneText(isolate(page.newsletter), isolate(page.address))
  return (
    <MessagePage {...view} words={{ title: back.done, text }}>
      <p>
        <a href={view.site.link(`/preferences/${page.preferencesToken}`)}>{preferences.link}</a>
      </p>
      <p>
        <a href={unsubscribeLink(view, token, '')}>{leave.button}</a>
      </p>
    </MessagePage>
  )
}

/** Where the holder of a token leaves. */
export function unsubscribeLink({ site }: Pick<View, 'site'>, token: string, rest: string): string {
  return site.link(`/unsubscribe/${encodeURIComponent(token)}${rest}`)
}
