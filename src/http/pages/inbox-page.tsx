import type { VNode } from 'preact'
import type { InboxList } from '../../mail/read-inbox.ts'
import type { Site } from '../site.ts'
import { Layout } from './layout.tsx'
import { Time } from './time.tsx'

interface InboxPageProps {
  readonly site: Site
  readonly list: InboxList
}

/** The newest captured mails. */
export function InboxPage({ site, list: { mails, total } }: InboxPageProps): VNode {
  return (
    <Layout site={site} title="Inbox" personal>
      <h1>Inbox</h1>
      <p class="muted">
        No mail server is set, so mail is kept here instead of being sent.{' '}
        {total > mails.length && `These are the newest ${mails.length} of ${total}.`}
      </p>
      {mails.length === 0 ? (
        <p>No mail yet. Send an issue, then load this page again.</p>
      ) : (
        <ul class="list">
          {mails.map((mail) => (
            <li key={mail.id}>
              <a href={site.link(`/inbox/${mail.id}`)} dir="auto">
                {mail.subject || '(no subject)'}
              </a>
              <p class="muted">
                to <bdi>{mail.to || 'nobody named'}</bdi>, <Time at={mail.date} precise />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  )
}
