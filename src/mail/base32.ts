/** Bytes as digits and small letters (base32hex of RFC 4648 7, without padding): folding case changes nothing. */
export function base32(bytes: Buffer): string {
  const digits = BigInt(`0x0${bytes.toString('hex')}`).toString(32)
  return digits.padStart(Math.ceil((bytes.length * 8) / 5), '0')
}
