import { hashStylesheet } from './pages/stylesheet.ts'

/** Where the pages live: links are paths under `PUBLIC_URL`, never taken from a request. */
export interface Site {
  /** Whose pages they are: the newsletter's name. */
  readonly name: () => string
  /** The link to a page of this site, such as `/issues`. */
  readonly link: (path: string) => string
  readonly styleHref: string
}

export function createSite(publicUrl: string, name: () => string): Site {
  const base = new URL(publicUrl).pathname.replace(/\/+$/, '')
  const link = (path: string): string => base + path
  return { name, link, styleHref: link(`/style.css?v=${hashStylesheet()}`) }
}
