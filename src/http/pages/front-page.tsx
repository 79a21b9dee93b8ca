import type { VNode } from 'preact'
import { messagesFor } from '../messages/messages-for.ts'
import type { SignUpForm as Form } from '../reader-needs.ts'
import type { View } from '../view.ts'
import { Layout } from './layout.tsx'
import { SignUpForm } from './sign-up-form.tsx'

/** What this is, how to get it, and where to read it. */
export function FrontPage({ form, ...view }: View & { readonly form: Form }): VNode {
  const { front, nav, signUp } = messagesFor(view.language)
  return (
    <Layout {...view} title={front.title}>
      <h1>{front.title}</h1>
      <p>{front.text}</p>
      <p>
        <a href={view.site.link('/issues')}>{nav.readIssues}</a>
      </p>
      <h2>{signUp.title}</h2>
      <SignUpForm {...view} form={form} />
      <h2>{front.stop.title}</h2>
      <p>{front.stop.text}</p>
    </Layout>
  )
}

/** The form alone, to stand in a frame of another site. */
export function EmbedPage({ form, ...view }: View & { readonly form: Form }): VNode {
  const { signUp } = messagesFor(view.language)
  return (
    <Layout {...view} title={signUp.title} personal bare>
      <h1>{signUp.title}</h1>
      <SignUpForm {...view} form={form} embedded />
    </Layout>
  )
}
