import type { VNode } from 'preact'
import type { Problem } from '../problem.ts'
import type { Site } from '../site.ts'
import { Layout } from './layout.tsx'

interface ErrorPageProps {
  readonly site: Site
  readonly problem: Problem
  readonly requestId: string | undefined
}

/** What went wrong, and what to do next. */
export function ErrorPage({ site, problem, requestId }: ErrorPageProps): VNode {
  return (
    <Layout site={site} title={problem.title} personal>
      <h1>{problem.title}</h1>
      <p>{problem.detail}</p>
      {requestId && (
        <p class="muted">
          Number of this request: <code>{requestId}</code>
        </p>
      )}
      <p>
        <a class="button" href={site.link('/issues')}>
          Read the issues
        </a>
      </p>
    </Layout>
  )
}
