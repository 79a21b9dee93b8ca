import type { VNode } from 'preact'
import { isolate, messagesFor } from '../messages/messages-for.ts'
import type { SignUpForm as Form } from '../reader-needs.ts'
import type { View } from '../view.ts'

interface SignUpFormProps extends View {
  readonly form: Form
  /** Inside another site the answer takes the whole window. */
  readonly embedded?: boolean
}

/** One field and the words to which it agrees; a second field is only there for programs that fill in everything. */
export function SignUpForm({ site, language, form, embedded = false }: SignUpFormProps): VNode {
  const { signUp } = messagesFor(language)
  return (
    <form method="post" action={site.link('/subscribe')} target={embedded ? '_top' : undefined}>
      <p>
        <label for="email">{signUp.email}</label>
        <input
          id="email"
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          maxLength={254}
          required
          dir="ltr"
          aria-describedby="consent"
        />
      </p>
      <p id="consent" class="muted">
        {signUp.consent(isolate(form.newsletter))}
      </p>
      <p class="trap" aria-hidden="true">
        <label for="website">{signUp.leaveEmpty}</label>
        <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" />
      </p>
      <input type="hidden" name="shown_at" value={form.shownAt} />
      <input type="hidden" name="locale" value={language} />
      <button type="submit">{signUp.button}</button>
    </form>
  )
}
