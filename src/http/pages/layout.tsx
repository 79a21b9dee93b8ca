import type { ComponentChildren, VNode } from 'preact'
import type { Site } from '../site.ts'

interface LayoutProps {
  readonly site: Site
  readonly title: string
  /** Personal pages stay out of search engines. */
  readonly personal?: boolean
  /** Room for a letter of 600 px inside the page. */
  readonly wide?: boolean
  readonly children: ComponentChildren
}

/** The frame of every page: no script, one stylesheet, light and dark. */
export function Layout({ site, title, personal = false, wide = false, children }: LayoutProps): VNode {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – Recap`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {personal && <meta name="robots" content="noindex" />}
        <link
          rel="alternate"
          type="application/atom+xml"
          title="All issues"
          href={site.link('/issues/feed.xml')}
        />
        <link rel="icon" href={site.link('/icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={site.styleHref} />
      </head>
      <body class={wide ? 'wide' : undefined}>
        <header>
          <a class="name" href={site.link('/')}>
            Recap
          </a>
          <nav aria-label="Site">
            <a href={site.link('/issues')}>All issues</a>
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  )
}
