import { createHmac } from 'node:crypto'
import { domainToASCII } from 'node:url'

/**
 * The Message-ID of one delivery: an HMAC of the subscriber under the seed of the issue, at the sender's domain.
 * It tells nothing of the person, and a repeat of the same delivery has the same one.
 */
export function messageId(seed: Buffer, subscriberId: number, domain: string): string {
  const mac = createHmac('sha256', seed).update(`message-id\0${subscriberId}`).digest()
  return `<${mac.subarray(0, 20).toString('hex')}@${domainToASCII(domain) || domain}>`
}
