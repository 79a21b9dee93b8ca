import { escapeHtml } from '../../src/mail/escape-html.ts'

/** The feeds of a week, by the name of their source, as they stand on some of its days. */
export interface FeedWeek {
  readonly readings: readonly {
    readonly afterDays: number
    readonly feeds: Readonly<Record<string, string>>
  }[]
}

interface Entry {
  readonly title: string
  readonly link: string
  readonly guid: string
  readonly at: Date
  readonly text: string
}

const day = 86_400_000
const freshAWeek = 14

/**
 * About twenty entries a week of two sites. The first repeats what it told last week, sometimes with a new date or
 * under another address; the second copies stories of this week and the last.
 */
export function yearOfFeeds(start: Date, weeks: number): FeedWeek[] {
  return Array.from({ length: weeks }, (_, n) => {
    const monday = new Date(start.getTime() + n * 7 * day)
    const fresh = freshOf(n, monday)
    const last = n === 0 ? [] : freshOf(n - 1, new Date(monday.getTime() - 7 * day))
    const repeats = [
      ...last.slice(0, 3),
      ...last.slice(3, 5).map(redated(monday)),
      ...last.slice(5, 6).map(moved),
    ]
    const copies = [...fresh.slice(0, 2), ...last.slice(6, 8).map(redated(monday))].map(copied)
    const early = { quay: feedOf([...fresh.slice(0, 9), ...repeats]), mirror: feedOf([]) }
    const late = { quay: feedOf([...fresh, ...repeats.map(tracked)]), mirror: feedOf(copies) }
    return {
      readings: [
        { afterDays: 4, feeds: early },
        { afterDays: 6.9, feeds: late },
      ],
    }
  })
}

function freshOf(week: number, monday: Date): Entry[] {
  return Array.from({ length: freshAWeek }, (_, n) => {
    const id = week * freshAWeek + n
    const at = new Date(monday.getTime() + (0.4 + n * 0.4) * day)
    return {
      title: titleOf(id),
      link: `https://quay.example/s/${id}`,
      guid: `quay-${id}`,
      at,
      text: textOf(id),
    }
  })
}

const redated =
  (monday: Date) =>
  (entry: Entry): Entry => ({ ...entry, at: new Date(monday.getTime() + 2 * day) })

/** The same entry, whose address has changed but not its GUID. */
function moved(entry: Entry): Entry {
  return { ...entry, link: entry.link.replace('/s/', '/archive/') }
}

function tracked(entry: Entry): Entry {
  return { ...entry, link: `${entry.link}?utm_source=feed&utm_medium=rss#top` }
}

function copied(entry: Entry): Entry {
  const link = entry.link.replace('quay.example/s', 'mirror.example/wire')
  return { ...entry, link, guid: link, at: new Date(entry.at.getTime() + day / 8) }
}

/** Made-up words of two to four syllables, so that no two stories have more than a few in common. */
function wordsOf(seed: number, count: number): string[] {
  const syllables = 'ba de ki lo mu ra se ti no pu fa ge hi jo ku la me ni so tu va we xi yo zu'.split(' ')
  let state = (seed * 2_654_435_761 + 12_345) >>> 0
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + next(3) }, () => syllables[next(syllables.length)]).join(''),
  )
}

function titleOf(id: number): string {
  return `No. ${id}: ${wordsOf(id + 1, 6).join(' ')}`
}

function textOf(id: number): string {
  const words = wordsOf(id + 100_000, 240)
  return Array.from({ length: 20 }, (_, n) => `The ${words.slice(n * 12, n * 12 + 12).join(' ')}.`).join(' ')
}

function feedOf(entries: readonly Entry[]): string {
  const items = entries.map(
    ({ title, link, guid, at, text }) =>
      `<item><title>${title}</title><link>${escapeHtml(link)}</link><guid isPermaLink="false">${guid}</guid>` +
      `<pubDate>${at.toUTCString()}</pubDate><description>${text.slice(0, 90)}</description>` +
      `<content:encoded><![CDATA[<p>${text}</p>]]></content:encoded></item>`,
  )
  return (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Sample</title>' +
    `<link>https://quay.example/</link><description>News</description>${items.join('')}</channel></rss>`
  )
}
