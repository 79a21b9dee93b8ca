import { macHexOf, macOf, oldestKey, type KeyRing } from '../key-ring.ts'
import type { Address } from './address.ts'

const purpose = 'suppression'

/** The name under which an address is suppressed: it tells nothing of the address and outlives its erasure. */
export function addressHmac(keys: KeyRing, address: Address): Buffer {
  return macOf(oldestKey(keys), purpose, address.key)
}

/** The same in hexadecimal. */
export function addressHmacHex(keys: KeyRing, address: Address): string {
  return macHexOf(oldestKey(keys), purpose, address.key)
}
