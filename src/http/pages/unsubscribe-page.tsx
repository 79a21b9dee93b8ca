import type { VNode } from 'preact'
import type { UnsubscribePage } from '../needs.ts'
import type { Site } from '../site.ts'
import { Layout } from './layout.tsx'

interface TokenPageProps {
  readonly site: Site
  readonly token: string
  readonly page: UnsubscribePage
}

/** Asks once more before the letters end. */
export function AskUnsubscribe({ site, page }: TokenPageProps): VNode {
  return (
    <Layout site={site} title="Unsubscribe" personal>
      <h1>
        Unsubscribe from <bdi>{page.newsletter}</bdi>?
      </h1>
      <p>
        The letters to <bdi class="address">{page.address}</bdi> will end. Nothing has changed so far.
      </p>
      <PostButton label="Unsubscribe" />
    </Layout>
  )
}

/** Says that the letters have ended, and offers the way back. */
export function Unsubscribed({ site, token, page }: TokenPageProps): VNode {
  return (
    <Layout site={site} title="You are unsubscribed" personal>
      <h1>You are unsubscribed</h1>
      <p>
        <bdi class="address">{page.address}</bdi> gets no more letters of <bdi>{page.newsletter}</bdi>. One
        that is already on its way may still arrive.
      </p>
      <p>
        That was a mistake? <a href={tokenLink(site, token, '/undo')}>Undo and subscribe again</a>
      </p>
    </Layout>
  )
}

/** Asks before the letters start again: the undo link must do nothing by being looked at. */
export function AskResubscribe({ site, page }: TokenPageProps): VNode {
  return (
    <Layout site={site} title="Subscribe again" personal>
      <h1>
        Subscribe to <bdi>{page.newsletter}</bdi> again?
      </h1>
      <p>
        The letters to <bdi class="address">{page.address}</bdi> will go on. Nothing has changed so far.
      </p>
      <PostButton label="Subscribe again" />
    </Layout>
  )
}

/** Says that the letters go on, and offers the way out. */
export function Resubscribed({ site, token, page }: TokenPageProps): VNode {
  return (
    <Layout site={site} title="You are subscribed" personal>
      <h1>You are subscribed</h1>
      <p>
        The next letter of <bdi>{page.newsletter}</bdi> goes to <bdi class="address">{page.address}</bdi>.
      </p>
      <p>
        <a href={tokenLink(site, token, '')}>Unsubscribe</a>
      </p>
    </Layout>
  )
}

/** A form without an address posts to the page it is on, so the token is not written out again. */
function PostButton({ label }: { readonly label: string }): VNode {
  return (
    <form method="post">
      <button type="submit">{label}</button>
    </form>
  )
}

function tokenLink(site: Site, token: string, rest: string): string {
  return site.link(`/unsubscribe/${encodeURIComponent(token)}${rest}`)
}
