import { asciiDomain } from '../ascii-domain.ts'
import { AppError } from '../errors.ts'
import { parseSender } from '../sender.ts'
import { encodeWords } from './encoded-word.ts'
import { cleanHeaderText, headerField } from './header-field.ts'

/** The field of one mailbox, `Name <address>` or a bare address; the name may hold anything (RFC 5322 3.4). */
export function mailboxField(name: string, mailbox: string): string {
  const { name: spoken, address } = parseSender(mailbox)
  const phrase = phraseWords(cleanHeaderText(spoken), name.length + 2)
  const written = writeAddress(address)
  return headerField(name, phrase.length > 0 ? [...phrase, `<${written}>`] : [written])
}

/**
 * An address as an envelope and a header hold it: a local part that is no dot-atom is quoted, the domain is written as
 * A-labels (RFC 5890). A local part beyond ASCII stays as it is and needs SMTPUTF8 (RFC 6531). What is no address, or
 * could break out of its place, is `bad_input`.
 */
export function writeAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const local = writeLocal(address.slice(0, Math.max(at, 0)))
  const domain = asciiDomain(address.slice(at + 1))
  if (local !== '' && domain !== '') return `${local}@${domain}`
  throw new AppError(
    'bad_input',
    `${JSON.stringify(address.slice(0, 320))} cannot be written as a mail address. Give one like name@example.com.`,
  )
}

const dotAtom = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const visible = /^[\p{L}\p{M}\p{N}\p{S}\p{P}]+$/u
const special = /[()<>[\]:;@\\,"]|^\.|\.\.|\.$/

function writeLocal(text: string): string {
  if (dotAtom.test(text)) return text
  const local = /^"(.*)"$/s.exec(text)?.[1]?.replace(/\\(.)/gs, '$1') ?? text
  if (visible.test(local) && !special.test(local)) return local
  return /^[ -~]+$/.test(local) ? `"${local.replace(/["\\]/g, '\\$&')}"` : ''
}

function phraseWords(name: string, taken: number): string[] {
  if (name === '') return []
  const isPlain = /^[\w!#$%&'*+/=?^`{|}~-]{1,60}( [\w!#$%&'*+/=?^`{|}~-]{1,60})*$/.test(name)
  if (isPlain && !name.includes('=?')) return name.split(' ')
  const isQuotable = /^[!-~]{1,30}( [!-~]{1,30})*$/.test(name) && !name.includes('=?')
  return isQuotable ? `"${name.replace(/["\\]/g, '\\$&')}"`.split(' ') : encodeWords(name, taken)
}
