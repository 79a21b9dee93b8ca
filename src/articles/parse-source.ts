import { gunzipSync } from 'node:zlib'
import { hasCode } from '../db/has-code.ts'
import { AppError } from '../errors.ts'
import { decodeBody, type EncodedBody } from './decode-body.ts'
import { rootOf } from './feed-root.ts'
import { parseFeed, type ParsedFeed } from './parse-feed.ts'
import { parseSitemap } from './parse-sitemap.ts'

const maxUnpackedBytes = 25 * 1024 * 1024

/**
 * Reads whatever a source may be, a feed or a sitemap, packed with gzip or not; which it is, its content says, never its
 * address. Throws `unreadable` for anything else and `too_large` for what unpacks to more than 25 MiB.
 */
export function parseSource(encoded: EncodedBody, url: string): ParsedFeed {
  const text = sourceText(encoded, url)
  return isSitemap(text) ? parseSitemap(text, url) : parseFeed(text, url)
}

/** The text of a source, unpacked and decoded. */
export function sourceText({ body, charset = null }: EncodedBody, url: string): string {
  return decodeBody({ body: isGzip(body) ? unpack(body, url) : body, charset })
}

function isSitemap(text: string): boolean {
  return /^(?:urlset|sitemapindex)$/.test(rootOf(text))
}

function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

function unpack(body: Uint8Array, url: string): Uint8Array {
  try {
    return gunzipSync(body, { maxOutputLength: maxUnpackedBytes })
  } catch (cause) {
    throw hasCode(cause, 'ERR_BUFFER_TOO_LARGE') ? tooLarge(url, cause) : broken(url, cause)
  }
}

function tooLarge(url: string, cause: unknown): AppError {
  const message = `${url} unpacks to more than 25 MiB; give a smaller feed or sitemap of the same site.`
  return new AppError('too_large', message, { cause })
}

function broken(url: string, cause: unknown): AppError {
  const message = `${url} is packed with gzip but cannot be unpacked; ask the site to mend it.`
  return new AppError('unreadable', message, { cause })
}
