import { randomBytes } from 'node:crypto'

/** What may stand in a slot: plain text, a web address as a whole `href`, or one of some compiled fragments. */
type SlotKind = 'text' | 'url' | 'choice'

export interface Slot {
  readonly name: string
  readonly kind: SlotKind
}

/** A slot that a mail must have, and how often it stands in each part. */
export interface SlotDeclaration extends Slot {
  readonly html: number
  readonly text: number
}

/** A mail part cut at its slots: `parts` has one entry more than `slots`. */
export interface Segments {
  readonly prefix: string
  readonly parts: readonly string[]
  readonly slots: readonly Slot[]
}

const kindLetters: Readonly<Record<SlotKind, string>> = { text: 't', url: 'u', choice: 'c' }
const kindsByLetter: Readonly<Record<string, SlotKind>> = { t: 'text', u: 'url', c: 'choice' }

/** A fresh prefix for the slot words of one issue, with 60 random bits, so that no text can hold one by chance. */
export function newSlotPrefix(): string {
  const digits = [...randomBytes(12)].map((byte) => (byte % 32).toString(32))
  return `R${digits.join('')}x`
}

/** Whether a text can serve as a prefix: an ASCII word that ends in a small letter or digit. */
export function isSlotPrefix(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]{5,30}[a-z0-9]$/.test(text)
}

/** The ASCII word that holds the place of a slot; it says its own kind, so stored mail needs no declarations. */
export function slotWord(prefix: string, slot: Slot): string {
  return `${prefix}${slot.name}${kindLetters[slot.kind]}`
}

/** Cuts a mail part at the slot words of a prefix. */
export function splitSlots(source: string, prefix: string): Segments {
  const parts: string[] = []
  const slots: Slot[] = []
  let end = 0
  for (const match of source.matchAll(new RegExp(`${prefix}([A-Z][A-Z_]*)([tuc])`, 'g'))) {
    const [word, name = '', letter = ''] = match
    parts.push(source.slice(end, match.index))
    slots.push({ name, kind: kindsByLetter[letter] ?? 'text' })
    end = match.index + word.length
  }
  parts.push(source.slice(end))
  return { prefix, parts, slots }
}

/** The mail part with its slot words in place again, as it is stored. */
export function joinSlots(segments: Segments): string {
  const { parts, slots, prefix } = segments
  return parts
    .map((part, index) => {
      const slot = slots[index]
      return slot ? part + slotWord(prefix, slot) : part
    })
    .join('')
}
