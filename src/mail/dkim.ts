import { createHash, sign, type Hash } from 'node:crypto'
import { promisify } from 'node:util'
import type { DkimKey } from '../dkim-key.ts'
import { headerField } from './header-field.ts'
import type { MessageBytes } from './message-bytes.ts'
import type { MessageTemplate } from './open-message.ts'

/** Signed once more than they stand, so that none can be added either (RFC 6376 8.15). */
const guardedFields = [
  'From',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
]
const otherFields = ['List-Id', 'Feedback-ID', 'Precedence', 'Auto-Submitted']

/** Signs the messages of one template. */
export interface Signer {
  readonly key: DkimKey
  readonly sharedFields: ReadonlyMap<string, string>
  /** The hash of the body up to its first slot. */
  readonly bodyStart: Hash
  /** By the names of the fields that each message has for itself: usually one. */
  readonly plans: Map<string, Plan>
}

/** All of a signature that messages with the same fields have in common. */
interface Plan {
  /** Names of the fields that are signed, in small letters. */
  readonly signed: readonly string[]
  /** The field up to its `bh=`, as it is sent and in relaxed form. */
  readonly field: string
  readonly relaxed: string
}

export function openSigner(key: DkimKey, template: MessageTemplate): Signer {
  const bodyStart = createHash('sha256').update(template.body[0] ?? '')
  return { key, sharedFields: relaxedFields(template.head.toString()), bodyStart, plans: new Map() }
}

const signAsync = promisify(sign)

/**
 * The message of `personaliseMessage` with a DKIM-Signature before it (RFC 6376, rsa-sha256, relaxed/relaxed), which
 * covers the fields of RFC 8058 too. The same message gets the same signature. The RSA runs beside this thread.
 */
export async function signMessage(signer: Signer, message: MessageBytes): Promise<MessageBytes> {
  const [head = Buffer.alloc(0), , , ...rest] = message
  const own = relaxedFields(head.toString())
  const plan = planFor(signer, [...own.keys()])
  const hash = bodyHash(signer, rest)
  const present = plan.signed.map((name) => own.get(name) ?? signer.sharedFields.get(name))
  const data = Buffer.from([...present, `${plan.relaxed} bh=${hash}; b=`].join('\r\n'))
  const signature = await signAsync('sha256', data, signer.key.privateKey)
  const value = signature.toString('base64').match(/.{1,72}/g) ?? []
  const field = `${plan.field}\r\n bh=${hash};\r\n b=${value.join('\r\n ')}\r\n`
  return [Buffer.from(field, 'latin1'), ...message]
}

function planFor(signer: Signer, ownNames: readonly string[]): Plan {
  const key = ownNames.join()
  const known = signer.plans.get(key)
  if (known) return known
  const present = new Set([...ownNames, ...signer.sharedFields.keys()])
  const names = signedNames(present)
  const words = signatureWords(signer, names)
  const plan = {
    signed: [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => present.has(name)),
    field: headerField('DKIM-Signature', words).trimEnd(),
    relaxed: `dkim-signature:${words.join(' ')}`,
  }
  signer.plans.set(key, plan)
  return plan
}

/** The body is its own relaxed form already, as encodeQuotedPrintable promises. */
function bodyHash({ bodyStart }: Signer, rest: MessageBytes): string {
  const hash = bodyStart.copy()
  for (const piece of rest) hash.update(piece)
  return hash.digest('base64')
}

function signedNames(present: ReadonlySet<string>): string[] {
  const isPresent = (name: string) => present.has(name.toLowerCase())
  return [...guardedFields.filter(isPresent), ...otherFields.filter(isPresent), ...guardedFields]
}

/** The tags of a signature that come before the hash of the body. */
function signatureWords({ key }: Signer, names: readonly string[]): string[] {
  const list = names.map((name, index) => `${name}${index < names.length - 1 ? ':' : ';'}`)
  const [first = '', ...others] = list
  const tags = ['v=1;', 'a=rsa-sha256;', 'c=relaxed/relaxed;', `d=${key.domain};`, `s=${key.selector};`]
  return [...tags, `h=${first}`, ...others]
}

/** Header fields in relaxed form (RFC 6376 3.4.2) by their names in small letters. */
function relaxedFields(head: string): Map<string, string> {
  const fields = head
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .filter((line) => line !== '')
  return new Map(
    fields.map((line) => {
      const colon = line.indexOf(':')
      const name = line.slice(0, colon).toLowerCase()
      return [
        name,
        `${name}:${line
          .slice(colon + 1)
          .replace(/[ \t]+/g, ' ')
          .trim()}`,
      ]
    }),
  )
}
