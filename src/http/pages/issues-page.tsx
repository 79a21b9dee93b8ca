import type { VNode } from 'preact'
import type { IssueSummary, Publication } from '../needs.ts'
import type { Site } from '../site.ts'
import { Layout } from './layout.tsx'
import { Time } from './time.tsx'

interface IssuesPageProps {
  readonly site: Site
  readonly publication: Publication
  readonly issues: readonly IssueSummary[]
}

/** The public archive, in the order it is handed. */
export function IssuesPage({ site, publication, issues }: IssuesPageProps): VNode {
  return (
    <Layout site={site} title="All issues">
      <h1>All issues</h1>
      <p>
        Every issue of <span dir="auto">{publication.name}</span>, as it was sent. New ones also come as an{' '}
        <a href={site.link('/issues/feed.xml')}>Atom feed</a>.
      </p>
      {issues.length === 0 ? (
        <p>No issue has been sent yet. The first one will be listed here as soon as it is out.</p>
      ) : (
        <ul class="list">
          {issues.map((issue) => (
            <li key={issue.slug}>
              <a href={site.link(`/issues/${encodeURIComponent(issue.slug)}`)} dir="auto">
                {issue.subject}
              </a>
              <p dir="auto">{issue.preheader}</p>
              <p class="muted">
                <Time at={issue.sentAt} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  )
}
