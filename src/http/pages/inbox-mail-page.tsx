import type { VNode } from 'preact'
import type { InboxMail } from '../../mail/read-inbox.ts'
import type { Site } from '../site.ts'
import { Layout } from './layout.tsx'
import { SafeLink } from './safe-link.tsx'
import { Time } from './time.tsx'

interface InboxMailPageProps {
  readonly site: Site
  readonly mail: InboxMail
  readonly part: 'html' | 'text'
}

/** One captured mail: its headers, and either the letter in a sandbox or its plain text. */
export function InboxMailPage({ site, mail, part }: InboxMailPageProps): VNode {
  const address = site.link(`/inbox/${mail.id}`)
  return (
    <Layout site={site} title={mail.subject || 'Mail'} personal wide>
      <p>
        <a class="alone" href={site.link('/inbox')}>
          Back to the inbox
        </a>
      </p>
      <h1 dir="auto">{mail.subject || '(no subject)'}</h1>
      <MailHead mail={mail} />
      <nav aria-label="Parts of the mail" class="tabs">
        {mail.html && <Tab href={address} label="Letter" current={part === 'html'} />}
        <Tab href={`${address}/text`} label="Text" current={part === 'text'} />
        <Tab href={`${address}/source`} label="Source" current={false} />
      </nav>
      {part === 'html' ? <Letter address={address} /> : <pre dir="auto">{mail.text ?? 'No plain text.'}</pre>}
    </Layout>
  )
}

function MailHead({ mail }: { readonly mail: InboxMail }): VNode {
  return (
    <dl>
      <dt>From</dt>
      <dd dir="auto">{mail.from}</dd>
      <dt>To</dt>
      <dd dir="auto">{mail.to}</dd>
      <dt>Date</dt>
      <dd>
        <Time at={mail.date} precise />
      </dd>
      {mail.unsubscribeUrl && (
        <>
          <dt>List-Unsubscribe</dt>
          <dd>
            <SafeLink href={mail.unsubscribeUrl}>{mail.unsubscribeUrl}</SafeLink>
          </dd>
        </>
      )}
    </dl>
  )
}

function Letter({ address }: { readonly address: string }): VNode {
  return (
    <>
      <iframe
        src={`${address}/html`}
        title="The letter"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
      <p>
        <a class="alone" href={`${address}/html`}>
          Show the letter alone
        </a>
      </p>
    </>
  )
}

interface TabProps {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

function Tab({ href, label, current }: TabProps): VNode {
  return (
    <a href={href} aria-current={current ? 'page' : undefined}>
      {label}
    </a>
  )
}
