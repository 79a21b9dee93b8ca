import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import { isLoopback } from '../loopback.ts'
import { base32 } from './base32.ts'
import type { Field } from './open-message.ts'

/** Which list and which issue of it a message belongs to. */
export interface ListIssue {
  readonly slug: string
  readonly publicUrl: string
  readonly senderDomain: string
  readonly newsletterId: number
  readonly issueId: number
}

const longestId = 253

/**
 * The header fields that make a message one of a list, the same for all of its readers: RFC 2919 and 8058, Gmail's
 * Feedback-ID, and that no vacation reply is wanted (RFC 3834). `bad_config` when links lead to an http address that
 * is not this machine, for then nobody could leave with one click.
 */
export function listFields(list: ListIssue): Field[] {
  const { protocol, hostname } = new URL(list.publicUrl)
  if (protocol !== 'https:' && !isLoopback(hostname)) throw notSecure(list.publicUrl)
  return [
    ['List-Id', `<${listId(list.slug, hostname)}>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
    ['Feedback-ID', `${list.issueId}:${list.newsletterId}:digest:${senderId(list.senderDomain)}`],
    ['Precedence', 'bulk'],
    ['Auto-Submitted', 'auto-generated'],
  ]
}

/** Where one recipient leaves with one click (RFC 2369, RFC 8058): one address and nothing beside it. */
export function unsubscribeField(url: string): Field {
  return ['List-Unsubscribe', `<${url}>`]
}

function listId(slug: string, hostname: string): string {
  const id = `${slug}.${hostname}`.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')
  return id.slice(-longestId).replace(/^[.-]+|[.-]+$/g, '')
}

/** Gmail counts complaints under this name, so it stays as long as the sender keeps the domain. */
function senderId(domain: string): string {
  return base32(createHash('sha256').update(domain.toLowerCase()).digest()).slice(0, 12)
}

function notSecure(publicUrl: string): AppError {
  return new AppError(
    'bad_config',
    `${publicUrl} is not https, so no reader could leave with one click. Set PUBLIC_URL to the https address that readers reach.`,
  )
}
