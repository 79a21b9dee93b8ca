import type { RdfFeed, RssFeed } from 'feedsmith'
import { htmlValue, type RawItem } from './feed-item.ts'

/** An RSS item; what the core elements lack is taken from Atom, Dublin Core, iTunes and Media RSS beside them. */
export function rssItem(item: RssFeed.Item<string>): RawItem {
  const { atom, dc, dcterms, guid } = item
  const isPermalink = guid?.isPermaLink !== false && /^https?:\/\//i.test(guid?.value ?? '')
  return {
    guid: guid?.value ?? atom?.id,
    base: item.xml?.base,
    links: [item.link, alternate(atom?.links), isPermalink ? guid?.value : null],
    title: htmlValue(
      item.title ?? atom?.title?.value ?? dc?.titles?.[0] ?? item.media?.title?.value ?? item.itunes?.title,
    ),
    published: [
      item.pubDate,
      atom?.published,
      dc?.dates?.[0],
      dcterms?.issued?.[0],
      dcterms?.created?.[0],
      dcterms?.dates?.[0],
    ],
    updated: [atom?.updated, dcterms?.modified?.[0]],
    summary: htmlValue(
      item.description ??
        atom?.summary?.value ??
        dc?.descriptions?.[0] ??
        item.itunes?.summary ??
        item.media?.description?.value,
    ),
    content: htmlValue(item.content?.encoded ?? atom?.content?.value),
    authors: [
      ...(item.authors ?? []).map(personName),
      ...(atom?.authors ?? []).map((person) => person.name),
      ...(dc?.creators ?? []),
      item.itunes?.author,
    ],
    categories: [...(item.categories ?? []).map((category) => category.name), ...(dc?.subjects ?? [])],
  }
}

/** An item of RSS 0.90 or 1.0; `rdf:about` is its identity. */
export function rdfItem(item: RdfFeed.Item<string>): RawItem {
  const { dc, dcterms } = item
  return {
    guid: item.rdf?.about,
    base: item.xml?.base,
    links: [item.link, alternate(item.atom?.links), item.rdf?.about],
    title: htmlValue(item.title ?? dc?.titles?.[0] ?? item.media?.title?.value),
    published: [
      dc?.dates?.[0],
      dcterms?.issued?.[0],
      dcterms?.created?.[0],
      dcterms?.dates?.[0],
      item.atom?.published,
    ],
    updated: [dcterms?.modified?.[0], item.atom?.updated],
    summary: htmlValue(item.description ?? dc?.descriptions?.[0] ?? item.atom?.summary?.value),
    content: htmlValue(item.content?.encoded),
    authors: dc?.creators ?? [],
    categories: dc?.subjects ?? [],
  }
}

function personName(person: RssFeed.Person): string | undefined {
  return person.name ?? person.email
}

/** The link that leads to the page itself rather than to a feed, an enclosure or a reply. */
export function alternate(links: readonly { href?: string; rel?: string }[] | undefined): string | undefined {
  return links?.find((link) => link.rel === undefined || link.rel === 'alternate')?.href
}
