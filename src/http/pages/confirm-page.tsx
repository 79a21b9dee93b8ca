import type { VNode } from 'preact'
import { isolate, messagesFor } from '../messages/messages-for.ts'
import type { ReaderPage } from '../reader-needs.ts'
import type { View } from '../view.ts'
import { AskPage, MessagePage } from './message-page.tsx'

type ConfirmProps = View & { readonly page: ReaderPage }

/** Asks before the letters start: scanners open every link of a mail. */
export function AskConfirm({ page, ...view }: ConfirmProps): VNode {
  const { confirm } = messagesFor(view.language)
  const words = { title: confirm.ask(isolate(page.newsletter)), text: confirm.askText(isolate(page.address)) }
  return <AskPage {...view} words={words} button={confirm.button} />
}

export function Confirmed({ page, ...view }: ConfirmProps): VNode {
  const { confirm, preferences } = messagesFor(view.language)
  return (
    <MessagePage {...view} words={confirm.done}>
      <p>
        <a href={view.site.link(`/preferences/${page.preferencesToken}`)}>{preferences.link}</a>
      </p>
    </MessagePage>
  )
}

export function ConfirmExpired(view: View): VNode {
  const { confirm, signUp } = messagesFor(view.language)
  return (
    <MessagePage {...view} words={confirm.expired}>
      <p>
        <a class="button" href={view.site.link('/')}>
          {signUp.again}
        </a>
      </p>
    </MessagePage>
  )
}
