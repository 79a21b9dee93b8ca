import type { ItemSnapshot, StoredRelatedLink } from '../../src/db/values.ts'
import type { LetterInput } from '../../src/letter/letter-model.ts'
import { defaultTheme } from '../../src/letter/theme.ts'

/** What stands in the slots of a letter when it is read by one person. */
export const sampleValues = {
  WHY: 'You get this because you signed up.',
  PREFERENCES_URL: 'https://news.harbour.example/preferences/p.1',
  UNSUBSCRIBE_URL: 'https://news.harbour.example/unsubscribe/u.1',
  SENT_TO: 'Sent to a***@reader.example',
}

export function sampleLink(n: number, changes: Partial<StoredRelatedLink> = {}): StoredRelatedLink {
  return {
    title: `Background reading ${n}`,
    url: `https://other.example/background/${n}`,
    summary: null,
    category: null,
    publishedAt: '2026-11-12',
    tags: [],
    origin: 'publisher',
    ...changes,
  }
}

export function sampleItem(n: number, changes: Partial<ItemSnapshot> = {}): ItemSnapshot {
  return {
    title: `Harbour sensors report story number ${n}`,
    url: `https://harbour.example/story/${n}`,
    source: 'Harbour Post',
    dek: 'What the sensors saw, in one sentence.',
    publishedAt: '2026-11-18T09:00:00Z',
    minutes: 3,
    image: null,
    keyPoints: [1, 2, 3].map((point) => ({
      text: `Point ${point} of story ${n} says something that can be checked, in some twenty words or fewer.`,
      origin: 'publisher',
    })),
    alsoCovered: [],
    related: [sampleLink(n * 10), sampleLink(n * 10 + 1)],
    ...changes,
  }
}

/** An issue of some items; the first five stand in full, eight more in brief. */
export function sampleInput(count: number): LetterInput {
  return {
    newsletter: {
      name: 'Harbour Weekly',
      siteUrl: 'https://harbour.example/',
      postalAddress: 'Harbour Media\n1 Quay Street\nHamburg',
      locale: 'en',
      timeZone: 'Europe/Berlin',
      theme: defaultTheme,
    },
    issue: {
      number: 47,
      slug: '2026-w47',
      title: null,
      subject: null,
      preheader: null,
      note: null,
      window: { start: new Date('2026-11-15T23:00:00Z'), end: new Date('2026-11-22T23:00:00Z') },
      webUrl: 'https://news.harbour.example/issues/2026-w47',
    },
    items: Array.from({ length: count }, (_, index) => sampleItem(index + 1)),
    limits: { top: 4, brief: 8, least: 1 },
  }
}
