import { createHmac } from 'node:crypto'
import { asciiDomain } from '../ascii-domain.ts'
import { preparedKey } from '../key-ring.ts'
import { base32 } from './base32.ts'

const longestDomain = 160

/**
 * The Message-ID of one delivery: an HMAC of the subscriber under the seed of the issue, at the sender's domain, in
 * less than 200 characters. It tells nothing of the person, and a repeat of the same delivery has the same one.
 */
export function messageId(seed: Buffer, subscriberId: number, domain: string): string {
  const mac = createHmac('sha256', preparedKey(seed)).update(`message-id\0${subscriberId}`).digest()
  return `<${base32(mac.subarray(0, 20))}@${shortened(asciiDomain(domain))}>`
}

/** A domain that is too long, without its first labels: what is left is of the same owner. */
function shortened(domain: string): string {
  return domain.length <= longestDomain ? domain : shortened(domain.slice(domain.indexOf('.') + 1))
}
