import type { SlotDeclaration } from '../mail/slots.ts'

/** Why this reader gets the letter, such as "You get this because you signed up on 3 March 2026". */
export const whySlot: SlotDeclaration = { name: 'WHY', kind: 'text', html: 1, text: 1 }

/** Where this reader leaves. */
export const unsubscribeSlot: SlotDeclaration = { name: 'UNSUBSCRIBE_URL', kind: 'url', html: 1, text: 1 }

/** Where this reader chooses topics, language and pauses. */
export const preferencesSlot: SlotDeclaration = { name: 'PREFERENCES_URL', kind: 'url', html: 1, text: 1 }

/** To whom the letter went, such as "Sent to a***@example.com"; the address is masked, because letters are passed on. */
export const sentToSlot: SlotDeclaration = { name: 'SENT_TO', kind: 'text', html: 1, text: 1 }

/** Every slot of a letter. */
export const letterSlots: readonly SlotDeclaration[] = [whySlot, preferencesSlot, unsubscribeSlot, sentToSlot]
