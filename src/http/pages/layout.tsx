import type { ComponentChildren, VNode } from 'preact'
import { directionOf, type Language } from '../../language.ts'
import { messagesFor } from '../messages/messages-for.ts'
import type { Site } from '../site.ts'

interface LayoutProps {
  readonly site: Site
  readonly title: string
  readonly language?: Language
  /** Personal pages stay out of search engines. */
  readonly personal?: boolean
  /** Room for a letter of 600 px inside the page. */
  readonly wide?: boolean
  /** Without the head of the site, for a page inside another. */
  readonly bare?: boolean
  readonly children: ComponentChildren
}

/** The frame of every page: no script, one stylesheet, light and dark. */
export function Layout(props: LayoutProps): VNode {
  const { site, title, language = 'en', personal = false, wide = false, bare = false, children } = props
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <title>{titleOf(title, site.name())}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {personal && <meta name="robots" content="noindex" />}
        <link
          rel="alternate"
          type="application/atom+xml"
          title={messagesFor(language).nav.allIssues}
          href={site.link('/issues/feed.xml')}
        />
        <link rel="icon" href={site.link('/icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={site.styleHref} />
      </head>
      <body class={wide ? 'wide' : undefined}>
        {!bare && <SiteHead site={site} language={language} />}
        <main>{children}</main>
      </body>
    </html>
  )
}

/** A page that is named after the newsletter need not say so twice. */
function titleOf(title: string, name: string): string {
  return title.includes(name) ? title : `${title} – ${name}`
}

function SiteHead({ site, language }: { readonly site: Site; readonly language: Language }): VNode {
  const { nav } = messagesFor(language)
  return (
    <header>
      <a class="name" href={site.link('/')}>
        {site.name()}
      </a>
      <nav aria-label={nav.site}>
        <a href={site.link('/issues')}>{nav.allIssues}</a>
      </nav>
    </header>
  )
}
