import { cleanUrl } from './clean-url.ts'

/**
 * The identity of an address: host without scheme, `www.` and default port, path without trailing slash, parameters
 * in order. Two addresses with the same key are the same article. Not an address to visit.
 */
export function canonicalKey(url: string): string {
  const cleaned = cleanUrl(url)
  if (cleaned === null) return url.trim()
  const parsed = new URL(cleaned)
  parsed.searchParams.sort()
  const host = parsed.host.replace(/^www\./, '').replace(/:(?:80|443)$/, '')
  return `${host}${parsed.pathname.replace(/\/+$/, '')}${parsed.search}${parsed.hash}`
}
