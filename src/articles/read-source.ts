import { AppError, errorText } from '../errors.ts'
import { mapLimit } from '../map-limit.ts'
import { fetchUrl, type FetchedBody, type Fetcher } from './fetch-url.ts'
import type { FeedItem, ParsedFeed } from './parse-feed.ts'
import { parseSource } from './parse-source.ts'

const sitemapsOfIndex = 50
const sitemapsAtOnce = 4
const itemsOfIndex = 500

/**
 * What an answer tells as a source. The 50 sitemaps of an index that changed last are fetched and read as one; one that
 * fails is a warning, and only when all fail is it an error; their newest 500 entries are taken. An index within an
 * index is not followed.
 */
export async function readSource(fetcher: Fetcher, fetched: FetchedBody): Promise<ParsedFeed> {
  const source = parseSource(fetched, fetched.finalUrl)
  if (source.children.length === 0) return source
  const taken = source.children.slice(0, sitemapsOfIndex)
  const read = await mapLimit(taken, sitemapsAtOnce, (url) => readChild(fetcher, url))
  const failures = read.filter((child) => child instanceof AppError)
  const sitemaps = read.filter(isRead)
  if (sitemaps.length === 0 && failures[0]) throw failures[0]
  return {
    ...source,
    title: sitemaps.find(({ title }) => title !== null)?.title ?? null,
    language: sitemaps.find(({ language }) => language !== null)?.language ?? null,
    items: newest(sitemaps.flatMap(({ items }) => items)),
    warnings: [
      ...source.warnings,
      ...tooMany(source.children.length),
      ...failures.map(errorText),
      ...sitemaps.flatMap(({ warnings }) => warnings),
    ].slice(0, 50),
  }
}

async function readChild(fetcher: Fetcher, url: string): Promise<ParsedFeed | AppError> {
  try {
    const fetched = await fetchUrl(fetcher, url)
    if (fetched.status === 'ok') return parseSource(fetched, fetched.finalUrl)
    return new AppError('unreadable', `${url} answered 304 to a first request.`)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function isRead(child: ParsedFeed | AppError): child is ParsedFeed {
  return !(child instanceof AppError)
}

function newest(items: readonly FeedItem[]): FeedItem[] {
  return items.toSorted((a, b) => timeOf(b) - timeOf(a)).slice(0, itemsOfIndex)
}

function timeOf({ publishedAt, updatedAt }: FeedItem): number {
  return (publishedAt ?? updatedAt)?.getTime() ?? 0
}

function tooMany(count: number): string[] {
  return count > sitemapsOfIndex
    ? [`the index names ${count} sitemaps; the ${sitemapsOfIndex} that changed last were read`]
    : []
}
