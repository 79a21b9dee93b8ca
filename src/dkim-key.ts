import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { errorText } from './errors.ts'

/** Who signs: the domain, the selector under which its key is published, and the private half of the key. */
export interface DkimKey {
  readonly domain: string
  readonly selector: string
  readonly privateKey: KeyObject
}

type Names = 'DKIM_KEY_FILE' | 'DKIM_DOMAIN' | 'DKIM_SELECTOR'

export type DkimSettings = Readonly<Partial<Record<Names, string | undefined>>>

/** RFC 8301 3.2: verifiers must refuse less, and signers should use 2048 bits. */
const fewestBits = 1024
const recommendedBits = 2048

/** Reads the key of the three settings, of which all stand or none; whatever is wrong goes to `problems`. */
export function readDkimKey(settings: DkimSettings, problems: string[]): DkimKey | undefined {
  const { DKIM_KEY_FILE: file, DKIM_DOMAIN: domain, DKIM_SELECTOR: selector } = settings
  if (file === undefined && domain === undefined && selector === undefined) return undefined
  if (file === undefined || domain === undefined || selector === undefined) {
    problems.push('DKIM_KEY_FILE, DKIM_DOMAIN, DKIM_SELECTOR: set all three to sign mail here, or none')
    return undefined
  }
  try {
    const privateKey = createPrivateKey(readFileSync(file))
    const fault = faultOf(privateKey)
    if (fault === undefined) return { domain: domain.toLowerCase(), selector, privateKey }
    problems.push(`DKIM_KEY_FILE: ${file} ${fault}; ${howToMake}`)
  } catch (error) {
    problems.push(
      `DKIM_KEY_FILE: ${file} cannot be read as a private key (${errorText(error)}); ${howToMake}`,
    )
  }
  return undefined
}

const howToMake = `make one with: openssl genrsa -out dkim.pem ${recommendedBits}`

function faultOf(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType !== 'rsa') return `holds a key of the type ${key.asymmetricKeyType}, not rsa`
  const bits = keyBits(key)
  return bits < fewestBits ? `has ${bits} bits, and receivers ask for ${fewestBits} at least` : undefined
}

function keyBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0
}

/** The length of the key, and whether it is long enough for years to come. */
export function dkimStrength({ privateKey }: DkimKey): { bits: number; isRecommended: boolean } {
  const bits = keyBits(privateKey)
  return { bits, isRecommended: bits >= recommendedBits }
}

/** The TXT record that makes signatures with a key verifiable (RFC 6376 3.6.1). */
export function dkimRecord({ domain, selector, privateKey }: DkimKey): { name: string; value: string } {
  const key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${key}` }
}
