import { readFileSync } from 'node:fs'

const folder = new URL('../fixtures/articles/', import.meta.url)

export const pageUrl = 'https://ledger.example/energy/tidal-power'

export function fixture(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

/** The news article with other blocks in the places of its key points and its related stories. */
export function pageWith(blocks: { keyPoints?: string; related?: string }): string {
  return fixture('news-article.html')
    .replace('<!-- key points -->', blocks.keyPoints ?? '')
    .replace('<!-- related -->', blocks.related ?? '')
}

export const points = [
  'Four ports share the cost of one turbine field.',
  'The first machine has run for 112 tides without a fault.',
  'Fishing crews hold a veto over new sites.',
]

export const relatedStories = [
  story(['Energy', '/energy/grid-storage', '2026-03-09'], 'Grid Storage Comes Ashore', {
    summary: 'Old ferry batteries find a second life beside the substation.',
    tags: ['Batteries', 'Grid'],
  }),
  story(['Economy', '/economy/port-wages', '2026-03-08'], 'Port Wages Rise Again', {
    summary: 'Dock work pays more than it has in thirty years, a survey finds.',
    tags: ['Labor'],
  }),
  story(['Climate', '/climate/kelp', '2026-03-06'], 'Kelp Forests Return to the Sound', {
    summary: 'Divers count twice as many fronds as in the last census.',
    tags: ['Sea', 'Science'],
  }),
  story(['Markets', '/markets/bonds', '2026-03-05'], 'Harbor Bonds Sell Out in an Hour', {
    summary: 'Small savers took most of the issue, the towns say.',
    tags: ['Bonds'],
  }),
  story(['Policy', '/policy/seabed', '2026-03-03'], 'Who Owns the Seabed?', {
    summary: 'A court will decide how far out a council may build.',
    tags: ['Law'],
  }),
  story(['Technology', '/technology/quiet-blades', '2026-02-27'], 'Quiet Blades for Noisy Water', {
    summary: 'A new coating keeps both barnacles and complaints away.',
    tags: ['Materials', 'Noise'],
  }),
]

function story(
  [category, path, day]: [string, string, string],
  title: string,
  { summary, tags }: { summary: string; tags: string[] },
) {
  const publishedAt = new Date(`${day}T12:00:00Z`)
  return { title, url: `https://ledger.example${path}`, summary, category, publishedAt, tags }
}
