import { AppError } from '../errors.ts'
import { decodeBody } from './decode-body.ts'
import { cleanUrl } from './clean-url.ts'
import type { FetchNeeds } from './fetch-source.ts'
import { fetchUrl } from './fetch-url.ts'
import { parseFeed } from './parse-feed.ts'
import { findSourceByUrl, insertSource } from './sources.repository.ts'

export interface AddedSource {
  readonly id: number
  readonly url: string
  readonly kind: string
  readonly title: string | null
  readonly created: boolean
}

/** Adds a feed after reading it once, so that a wrong address is known at once; adding it twice changes nothing. */
export async function addSource(
  needs: FetchNeeds,
  newsletterId: number,
  address: string,
): Promise<AddedSource> {
  const url = parseUrl(address)
  const known = await findSourceByUrl(needs.db, newsletterId, url)
  if (known) return { id: known.id, url, kind: known.kind, title: known.title, created: false }
  const fetched = await fetchUrl(needs.fetcher, url)
  if (fetched.status === 'not_modified')
    throw new AppError('unreadable', `${url} answered 304 to a first request.`)
  const feed = parseFeed(decodeBody(fetched), fetched.finalUrl)
  const source = {
    newsletterId,
    kind: feed.format,
    url,
    siteUrl: feed.siteUrl,
    title: feed.title,
    language: feed.language,
  }
  const row = await insertSource(needs.db, { ...source, nextPollAt: needs.now() })
  if (!row) return addSource(needs, newsletterId, address)
  return { id: row.id, url, kind: feed.format, title: feed.title, created: true }
}

function parseUrl(address: string): string {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new AppError(
      'bad_input',
      `${address} is not a web address. Write it like https://example.com/feed.xml.`,
    )
  }
  return cleanUrl(address, address) ?? address
}
