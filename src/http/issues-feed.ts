import { generateAtomFeed } from 'feedsmith'
import type { IssueSummary, Publication } from './needs.ts'

const mostEntries = 60

/** The sent issues as an Atom feed (RFC 4287), in the order they are handed; addresses stand under `publicUrl`. */
export function issuesFeed(
  publicUrl: string,
  publication: Publication,
  issues: readonly IssueSummary[],
): string {
  const archive = `${publicUrl}/issues`
  return generateAtomFeed({
    id: archive,
    title: { value: publication.name },
    updated: lastChange(publication, issues),
    authors: [{ name: publication.name }],
    links: [
      { href: `${archive}/feed.xml`, rel: 'self', type: 'application/atom+xml' },
      { href: archive, rel: 'alternate', type: 'text/html' },
    ],
    xml: { lang: publication.language },
    entries: issues.slice(0, mostEntries).map(({ slug, subject, preheader, sentAt }) => {
      const address = `${archive}/${encodeURIComponent(slug)}`
      return {
        id: address,
        title: { value: subject },
        updated: sentAt,
        published: sentAt,
        links: [{ href: address, rel: 'alternate', type: 'text/html' }],
        summary: { value: preheader },
      }
    }),
  })
}

/** When the archive changed last; an empty one has not changed since the publication began. */
export function lastChange({ since }: Publication, issues: readonly IssueSummary[]): Date {
  return issues.reduce((latest, { sentAt }) => (sentAt > latest ? sentAt : latest), since)
}
