import type { VNode } from 'preact'
import type { Site } from '../site.ts'
import { Layout } from './layout.tsx'

/** What this is, and where to read it. */
export function FrontPage({ site }: { readonly site: Site }): VNode {
  return (
    <Layout site={site} title="The week in one letter">
      <h1>The week in one letter</h1>
      <p>
        Once a week, one letter brings the news of the past seven days: the key points of each article and
        links to what belongs to it. Every letter can be read here, too.
      </p>
      <p>
        <a class="button" href={site.link('/issues')}>
          Read the issues
        </a>
      </p>
      <h2>You get the letter and want it to stop?</h2>
      <p>Use the unsubscribe link at the foot of any letter. One click on the page it opens is enough.</p>
    </Layout>
  )
}
