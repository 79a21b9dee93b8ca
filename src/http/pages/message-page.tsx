import type { ComponentChildren, VNode } from 'preact'
import type { Words } from '../messages/page-messages.ts'
import type { View } from '../view.ts'
import { Layout } from './layout.tsx'

interface MessagePageProps extends View {
  readonly words: Words
  readonly children?: ComponentChildren
}

/** A page that tells one thing, and offers what may come next. */
export function MessagePage({ words, children, ...view }: MessagePageProps): VNode {
  return (
    <Layout {...view} title={words.title} personal>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      {children}
    </Layout>
  )
}

interface AskPageProps extends MessagePageProps {
  readonly button: string
}

/** Asks before anything happens; its form posts to the page itself, so that no token is written out again. */
export function AskPage({ button, children, ...page }: AskPageProps): VNode {
  return (
    <MessagePage {...page}>
      <form method="post">
        {children}
        <button type="submit">{button}</button>
      </form>
    </MessagePage>
  )
}
