import { timingSafeEqual } from 'node:crypto'
import { macOf, signingKey, type KeyRing } from '../key-ring.ts'

/** A person needs longer than this to type an address. */
const fastestMs = 500
const oldestMs = 24 * 3_600_000
const macBytes = 12

/** When a form was shown, signed: `time.MAC`. */
export function signFormTime(ring: KeyRing, at: Date): string {
  const time = at.getTime().toString(36)
  return `${time}.${formMac(ring, time).toString('base64url')}`
}

/** Whether a form was shown by us, and at a time that fits a person: neither just now nor days ago. */
export function isFairFormTime(ring: KeyRing, text: string, now: Date): boolean {
  const [time = '', mac = '', ...rest] = text.split('.')
  const given = Buffer.from(mac, 'base64url')
  const isOurs = ring.some((key) => given.length === macBytes && timingSafeEqual(given, formMac([key], time)))
  const age = now.getTime() - Number.parseInt(time, 36)
  return isOurs && rest.length === 0 && age >= fastestMs && age <= oldestMs
}

function formMac(ring: KeyRing, time: string): Buffer {
  return macOf(signingKey(ring), 'form-time', time).subarray(0, macBytes)
}
