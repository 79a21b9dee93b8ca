import type { AtomFeed, MediaNs, RdfFeed, RssFeed } from 'feedsmith'
import { htmlValue, type FeedText, type RawItem } from './feed-item.ts'

/** An RSS item; what the core elements lack is taken from Atom, Dublin Core, iTunes and Media RSS beside them. */
export function rssItem(item: RssFeed.Item<string>): RawItem {
  const { atom, dc, dcterms, guid, itunes } = item
  const isPermalink = guid?.isPermaLink !== false && /^https?:\/\//i.test(guid?.value ?? '')
  return {
    guid: guid?.value ?? atom?.id,
    base: item.xml?.base,
    links: [item.link, alternate(atom?.links), isPermalink ? guid?.value : null],
    title: htmlValue(
      item.title ??
        atom?.title?.value ??
        dc?.titles?.[0] ??
        mediaText(item.media, 'title') ??
        dcterms?.titles?.[0] ??
        itunes?.title,
    ),
    published: [item.pubDate, atom?.published, ...datesOf(item)],
    updated: [atom?.updated, dcterms?.modified?.[0]],
    ...textsOf(item),
    authors: [
      ...(item.authors ?? []).map(personName),
      ...peopleOf(atom?.authors),
      ...(dc?.creators ?? []),
      ...(dcterms?.creators ?? []),
      itunes?.author,
    ],
    categories: [
      ...(item.categories ?? []).map((category) => category.name),
      ...categoriesOf(atom?.categories),
      ...(dc?.subjects ?? []),
      ...mediaCategories(item.media),
      ...(itunes?.keywords ?? []),
    ],
  }
}

/** An item of RSS 0.90 or 1.0; `rdf:about` is its identity. */
export function rdfItem(item: RdfFeed.Item<string>): RawItem {
  const { atom, dc, dcterms } = item
  return {
    guid: item.rdf?.about,
    base: item.xml?.base,
    links: [item.link, alternate(atom?.links), item.rdf?.about],
    title: htmlValue(
      item.title ??
        atom?.title?.value ??
        dc?.titles?.[0] ??
        mediaText(item.media, 'title') ??
        dcterms?.titles?.[0],
    ),
    published: [...datesOf(item), atom?.published],
    updated: [dcterms?.modified?.[0], atom?.updated],
    ...textsOf(item),
    authors: [...(dc?.creators ?? []), ...(dcterms?.creators ?? []), ...peopleOf(atom?.authors)],
    categories: [...(dc?.subjects ?? []), ...mediaCategories(item.media)],
  }
}

type Item = RssFeed.Item<string> | RdfFeed.Item<string>
type Media = MediaNs.ItemOrFeed | undefined

/** A summary beside a description makes the description the text of the article, unless there is a fuller one. */
function textsOf(item: Item): { summary: FeedText | null; content: FeedText | null } {
  const { atom, dc, dcterms, description } = item
  const itunes = 'itunes' in item ? item.itunes : undefined
  const others = [
    dc?.descriptions?.[0],
    dcterms?.abstracts?.[0],
    dcterms?.descriptions?.[0],
    itunes?.summary,
    mediaText(item.media, 'description'),
    itunes?.subtitle,
  ]
  const summary = atom?.summary?.value
  const full = item.content?.encoded ?? atom?.content?.value ?? (summary ? description : undefined)
  return {
    summary: htmlValue(summary ?? description ?? others.find((text) => text)),
    content: htmlValue(full),
  }
}

function datesOf({ dc, dcterms }: Item): (string | undefined)[] {
  return [
    dc?.dates?.[0],
    dcterms?.issued?.[0],
    dcterms?.available?.[0],
    dcterms?.created?.[0],
    dcterms?.dates?.[0],
  ]
}

function personName(person: RssFeed.Person): string | undefined {
  return person.name ?? person.email
}

/** The names of Atom persons; their addresses where they gave no name. */
export function peopleOf(people: readonly Partial<AtomFeed.Person>[] | undefined): (string | undefined)[] {
  return (people ?? []).map((person) => person.name ?? person.email)
}

/** RFC 4287 §4.2.2: the term is the category, the label is for show; see `termOrLabel`. */
export function categoriesOf(
  categories: readonly Partial<AtomFeed.Category>[] | undefined,
): (string | undefined)[] {
  return (categories ?? []).map(({ term, label }) => termOrLabel(term, label))
}

/** The title or description that Media RSS gives an item, its first group or its first content. */
export function mediaText(media: Media, name: 'title' | 'description'): string | undefined {
  const holders = [media, media?.groups?.[0], media?.groups?.[0]?.contents?.[0], media?.contents?.[0]]
  return holders.map((holder) => holder?.[name]?.value).find((text) => text)
}

export function mediaCategories(media: Media): (string | undefined)[] {
  const own = media?.categories ?? media?.groups?.[0]?.categories ?? []
  return own.map(({ name, label }) => termOrLabel(name, label))
}

/** A label takes the place of a term that is an address, and of one that is the same word in other letters. */
function termOrLabel(term: string | undefined, label: string | undefined): string | undefined {
  if (!term || !label) return term || label
  return /^[a-z]+:\/\//i.test(term) || term.toLowerCase() === label.toLowerCase() ? label : term
}

/** The link that leads to the page itself rather than to a feed, an enclosure or a reply. */
export function alternate(links: readonly { href?: string; rel?: string }[] | undefined): string | undefined {
  return links?.find(({ rel }) => rel === undefined || /^(?:.*\/)?alternate$/i.test(rel))?.href
}
