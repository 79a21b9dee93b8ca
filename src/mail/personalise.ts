import { AppError } from '../errors.ts'
import { escapeHtml } from './escape-html.ts'
import { joinSlots, slotWord, splitSlots, type Segments, type Slot } from './slots.ts'

/** Which form of a mail. */
export type PartKind = 'html' | 'text'

/** A piece of a mail in both forms. */
export interface Fragment {
  readonly html: string
  readonly text: string
}

/**
 * What goes into each slot: a string for text and url slots, for choice slots a fragment that was compiled beforehand
 * from a template and never made from anyone's data.
 */
export type SlotValues = Readonly<Record<string, string | Fragment>>

/**
 * Fills every slot, escaped for where it stands: text loses its line breaks, and an address must be http or https.
 * A slot without a fitting value is an `internal` error.
 */
export function personalise(segments: Segments, values: SlotValues, kind: PartKind): string {
  let result = segments.parts[0] ?? ''
  segments.slots.forEach((slot, index) => {
    result += slotContent(slot, values)[kind] + (segments.parts[index + 1] ?? '')
  })
  return result
}

/**
 * The part as nobody in particular reads it: text and choices are empty. A link to a personal address leaves HTML
 * together with its words; in text the address is that of the web version.
 */
export function emptySlots(segments: Segments, webUrl: string, kind: PartKind): string {
  const values = segments.slots.map(({ name, kind }) => {
    if (kind === 'choice') return [name, { html: '', text: '' }] as const
    return [name, kind === 'url' ? webUrl : ''] as const
  })
  const shown = kind === 'html' ? withoutPersonalLinks(segments) : segments
  return personalise(shown, Object.fromEntries(values), kind)
}

/** A link cannot hold another (HTML 4.5.1), so it ends at the next end tag. */
function withoutPersonalLinks(segments: Segments): Segments {
  const addresses = segments.slots.filter(({ kind }) => kind === 'url')
  const words = addresses.map((slot) => slotWord(segments.prefix, slot))
  if (words.length === 0) return segments
  const link = new RegExp(`<a [^>]*\\bhref="(?:${words.join('|')})"[^>]*>[\\s\\S]*?</a>`, 'g')
  return splitSlots(joinSlots(segments).replace(link, ''), segments.prefix)
}

/** What stands in a slot, escaped for where it stands. */
export function slotContent(slot: Slot, values: SlotValues): Fragment {
  const value = values[slot.name]
  if (slot.kind === 'choice') {
    if (typeof value === 'object') return value
  } else if (typeof value === 'string') {
    const text = slot.kind === 'url' ? webAddress(slot, value) : value.replace(/\s{2,}|[^\S ]/g, ' ')
    return { html: escapeHtml(text), text }
  }
  throw new AppError('internal', `The ${slot.kind} slot ${slot.name} has no fitting value. Hand one in.`)
}

/** An address that a parser would hand back as it is: most are, and parsing costs as much as all the rest of a slot. */
const plainAddress = /^https?:\/\/[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+(?:\/[\w~-][\w.~-]*)+$/

function webAddress(slot: Slot, value: string): string {
  if (plainAddress.test(value)) return value
  const url = URL.parse(value)
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href
  throw new AppError(
    'internal',
    `The url slot ${slot.name} was given "${value}". Hand in an http or https address.`,
  )
}
