import type { VNode } from 'preact'
import { messagesFor } from '../messages/messages-for.ts'
import type { View } from '../view.ts'
import { AskPage, MessagePage } from './message-page.tsx'

/** Asks before everything about a reader is deleted. */
export function AskErase(view: View): VNode {
  const { erase } = messagesFor(view.language)
  return (
    <AskPage {...view} words={erase} button={erase.button}>
      <label class="choice">
        <input type="checkbox" name="suppress" value="yes" /> {erase.suppress}
      </label>
    </AskPage>
  )
}

export function Erased(view: View): VNode {
  return <MessagePage {...view} words={messagesFor(view.language).erase.done} />
}
