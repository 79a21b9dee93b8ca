import { createHash } from 'node:crypto'
import { headerField, textField } from './header-field.ts'
import { mailboxField } from './mailbox.ts'
import { encodeQuotedPrintable } from './quoted-printable.ts'
import type { PartKind } from './personalise.ts'
import type { Segments, Slot } from './slots.ts'

/** A header field: its name, and words with single spaces between them. */
export type Field = readonly [name: string, value: string]

/** What all messages of an issue have in common. `from` and `replyTo` are `Name <address>` or an address. */
export interface MessageParts {
  readonly from: string
  readonly replyTo: string | null
  readonly subject: string
  readonly date: Date
  readonly fields: readonly Field[]
  readonly html: Segments
  readonly text: Segments
}

/** A message but for what is personal, encoded where it stands: `body` has one piece more than there are places. */
export interface MessageTemplate {
  readonly head: Buffer
  readonly body: readonly Buffer[]
  /** Each slot once, wherever and however often it stands. */
  readonly slots: readonly Slot[]
  readonly places: readonly Place[]
}

/** Where a slot, told by its index, stands in the body. */
interface Place {
  readonly slot: number
  readonly part: PartKind
}

/**
 * Builds the message of an issue once (RFC 5322, 2045, 2046): text first, HTML second, both quoted-printable, with
 * the boundary made from the content. An address that cannot be written is `bad_input`.
 */
export function openMessage(parts: MessageParts): MessageTemplate {
  const boundary = boundaryOf(parts)
  const text = encodeSegments(parts.text.parts)
  const html = encodeSegments(parts.html.parts)
  const between = `${text.pop() ?? ''}\r\n${partHead(boundary, 'html')}${html.shift() ?? ''}`
  const pieces = [...text, between, ...html]
  const slots = distinctSlots([...parts.text.slots, ...parts.html.slots])
  const places = [...placesOf(parts.text, 'text', slots), ...placesOf(parts.html, 'html', slots)]
  return {
    head: Buffer.from(headOf(parts, boundary)),
    body: pieces.map((piece, index) => {
      const start = index === 0 ? partHead(boundary, 'plain') : ''
      return Buffer.from(`${start}${piece}${index === places.length ? `\r\n--${boundary}--\r\n` : ''}`)
    }),
    slots,
    places,
  }
}

function headOf(parts: MessageParts, boundary: string): string {
  return [
    mailboxField('From', parts.from),
    parts.replyTo === null ? '' : mailboxField('Reply-To', parts.replyTo),
    textField('Subject', parts.subject),
    headerField('Date', parts.date.toUTCString().replace('GMT', '+0000').split(' ')),
    ...parts.fields.map(([name, value]) => headerField(name, value.split(' '))),
    headerField('MIME-Version', ['1.0']),
    headerField('Content-Type', ['multipart/alternative;', `boundary="${boundary}"`]),
    '\r\n',
  ].join('')
}

function partHead(boundary: string, subtype: 'plain' | 'html'): string {
  return `--${boundary}\r\n${headerField('Content-Type', [`text/${subtype};`, 'charset=utf-8'])}${headerField(
    'Content-Transfer-Encoding',
    ['quoted-printable'],
  )}\r\n`
}

function distinctSlots(slots: readonly Slot[]): Slot[] {
  return [...new Map(slots.map((slot) => [keyOf(slot), slot])).values()]
}

function placesOf({ slots }: Segments, part: PartKind, distinct: readonly Slot[]): Place[] {
  const keys = distinct.map(keyOf)
  return slots.map((slot) => ({ slot: keys.indexOf(keyOf(slot)), part }))
}

function keyOf({ name, kind }: Slot): string {
  return `${kind} ${name}`
}

function encodeSegments(parts: readonly string[]): string[] {
  return parts.map((part, index) =>
    index < parts.length - 1 ? encodeBlock(part) : encodeQuotedPrintable(part),
  )
}

/** Quoted-printable text that ends where a line ends, so that what follows is encoded on lines of its own. */
export function encodeBlock(text: string): string {
  const encoded = encodeQuotedPrintable(text)
  return encoded === '' || encoded.endsWith('\r\n') ? encoded : `${encoded}=\r\n`
}

/** `=_` stands in no quoted-printable text (RFC 2045 6.7), so no body can hold the boundary. */
function boundaryOf({ subject, html, text }: MessageParts): string {
  const hash = createHash('sha256').update(JSON.stringify([subject, html.parts, text.parts]))
  return `=_${hash.digest('hex').slice(0, 32)}`
}
