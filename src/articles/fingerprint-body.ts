import { createHash } from 'node:crypto'
import { minhashOf, signatureToBuffer } from './minhash.ts'

/** What tells copies of a body apart from others: a hash of its words in their order, and its MinHash signature. */
export function fingerprintBody(text: string): { body_hash: string | null; minhash: Buffer } {
  const plain = text.toLowerCase().replace(/\s+/g, ' ').trim()
  return {
    body_hash: plain === '' ? null : createHash('sha256').update(plain).digest('hex'),
    minhash: signatureToBuffer(minhashOf(text)),
  }
}
