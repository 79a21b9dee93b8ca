import { macOf, oldestKey, type KeyRing } from '../key-ring.ts'
import type { Address } from './address.ts'

/** The name under which an address is suppressed: it tells nothing of the address and outlives its erasure. */
export function addressHmac(keys: KeyRing, address: Address): Buffer {
  return macOf(oldestKey(keys), 'suppression', address.key)
}
