import type { FastifyReply } from 'fastify'

const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
]

/** The policy of our own pages, with more directives where a page needs them. */
export function pageCsp(...more: string[]): string {
  return [...pagePolicy, ...more].join('; ')
}

/** The policy of the sign-up form, which any site may frame. */
export const embedCsp = pageCsp().replace("frame-ancestors 'none'", 'frame-ancestors *')

/** The policy of a letter shown as a page: its own styles and pictures, no script, no form. */
export const letterCsp = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src * data:',
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const safeHeaders = {
  'content-security-policy': pageCsp(),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** The headers every answer starts from: nothing is kept, framed, sniffed or told to other sites. */
export function setSafeHeaders(reply: FastifyReply): void {
  void reply.headers(safeHeaders)
}

/** Lets browsers and proxies keep a page that is the same for everyone. */
export function keepFor(reply: FastifyReply, seconds: number): void {
  void reply.header('cache-control', `public, max-age=${seconds}`)
}
