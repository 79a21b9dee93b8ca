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
}

export function openSigner(key: DkimKey, template: MessageTemplate): Signer {
  const bodyStart = createHash('sha256').update(template.body[0] ?? '')
  return { key, sharedFields: relaxedFields(template.head.toString()), bodyStart }
}

const signAsync = promisify(sign)

/**
 * The message of `personaliseMessage` with a DKIM-Signature before it (RFC 6376, rsa-sha256, relaxed/relaxed), which
 * covers the fields of RFC 8058 too. The same message gets the same signature.
 */
export async function signMessage(signer: Signer, message: MessageBytes): Promise<MessageBytes> {
  const [head = Buffer.alloc(0), , , ...rest] = message
  const fields = new Map([...signer.sharedFields, ...relaxedFields(head.toString())])
  const names = signedNames(fields)
  const words = signatureWords(signer, names, bodyHash(signer, rest))
  const unsigned = relaxedFields(headerField('DKIM-Signature', words)).get('dkim-signature') ?? ''
  const present = [...new Set(names)].flatMap((name) => fields.get(name.toLowerCase()) ?? [])
  const data = Buffer.from([...present, unsigned].join('\r\n'))
  const signature = await signAsync('sha256', data, signer.key.privateKey)
  return [
    Buffer.from(headerField('DKIM-Signature', [...words.slice(0, -1), ...valueWords(signature)])),
    ...message,
  ]
}

/** The body is its own relaxed form already, as encodeQuotedPrintable promises. */
function bodyHash({ bodyStart }: Signer, rest: MessageBytes): string {
  const hash = bodyStart.copy()
  for (const piece of rest) hash.update(piece)
  return hash.digest('base64')
}

function signedNames(fields: ReadonlyMap<string, string>): string[] {
  const isPresent = (name: string) => fields.has(name.toLowerCase())
  return [...guardedFields.filter(isPresent), ...otherFields.filter(isPresent), ...guardedFields]
}

/** The tags of a signature that is not there yet: `b=` is the last word. */
function signatureWords({ key }: Signer, names: readonly string[], hash: string): string[] {
  const list = names.map((name, index) => `${name}${index < names.length - 1 ? ':' : ';'}`)
  const [first = '', ...others] = list
  const tags = ['v=1;', 'a=rsa-sha256;', 'c=relaxed/relaxed;', `d=${key.domain};`, `s=${key.selector};`]
  return [...tags, `h=${first}`, ...others, `bh=${hash};`, 'b=']
}

function valueWords(signature: Buffer): string[] {
  return `b=${signature.toString('base64')}`.match(/.{1,72}/g) ?? []
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
