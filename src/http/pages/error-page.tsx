import type { VNode } from 'preact'
import { messagesFor } from '../messages/messages-for.ts'
import type { Problem } from '../problem.ts'
import type { View } from '../view.ts'
import { MessagePage } from './message-page.tsx'

interface ErrorPageProps extends View {
  readonly problem: Problem
  readonly requestId: string | undefined
}

/** What went wrong, and what to do next. */
export function ErrorPage({ problem, requestId, ...view }: ErrorPageProps): VNode {
  const t = messagesFor(view.language)
  return (
    <MessagePage {...view} words={{ title: problem.title, text: problem.detail }}>
      {requestId && (
        <p class="muted">
          {t.requestNumber} <code>{requestId}</code>
        </p>
      )}
      <p>
        <a class="button" href={view.site.link('/issues')}>
          {t.nav.readIssues}
        </a>
      </p>
    </MessagePage>
  )
}
