import { AppError } from '../errors.ts'
import { joinSlots, type Segments, type Slot, type SlotDeclaration } from './slots.ts'

interface Parts {
  readonly html: Segments
  readonly text: Segments
}

/** Throws `bad_input` unless both parts hold exactly the declared slots, each where its kind may stand. */
export function checkSlots(parts: Parts, declared: readonly SlotDeclaration[]): void {
  const faults = [
    ...countFaults(parts.html, declared, 'html'),
    ...countFaults(parts.text, declared, 'text'),
    ...placeFaults(parts.html),
  ]
  if (faults.length === 0) return
  throw new AppError(
    'bad_input',
    `The mail cannot be personalised: ${faults.join('; ')}. Mend the template, or build the issue anew.`,
  )
}

function countFaults(
  segments: Segments,
  declared: readonly SlotDeclaration[],
  part: 'html' | 'text',
): string[] {
  const counts = new Map<string, number>()
  for (const slot of segments.slots) counts.set(keyOf(slot), (counts.get(keyOf(slot)) ?? 0) + 1)
  const faults = declared
    .filter((slot) => (counts.get(keyOf(slot)) ?? 0) !== slot[part])
    .map(
      (slot) => `${keyOf(slot)} stands ${counts.get(keyOf(slot)) ?? 0} times in ${part}, not ${slot[part]}`,
    )
  const known = new Set(declared.map(keyOf))
  const strange = [...counts.keys()].filter((key) => !known.has(key))
  faults.push(...strange.map((key) => `${key} stands in ${part} but is not declared`))
  if (segments.parts.some((text) => text.includes(segments.prefix)))
    faults.push(`the slot prefix stands in ${part} outside a slot`)
  return faults
}

function placeFaults(html: Segments): string[] {
  const source = joinSlots(html)
  const hidden = [...source.matchAll(/<!--[\s\S]*?-->|<style\b[\s\S]*?<\/style\s*>/gi)].map(
    (match) => match[0],
  )
  const faults = hidden.some((text) => text.includes(html.prefix))
    ? ['a slot stands in a comment or in <style>']
    : []
  html.slots.forEach((slot, index) => {
    const before = html.parts[index] ?? ''
    const after = html.parts[index + 1] ?? ''
    if (slot.kind === 'url' && !(before.endsWith(' href="') && after.startsWith('"')))
      faults.push(`${keyOf(slot)} is not the whole of a double-quoted href`)
    if (slot.kind !== 'url' && before.lastIndexOf('<') > before.lastIndexOf('>'))
      faults.push(`${keyOf(slot)} stands inside a tag`)
  })
  return faults
}

function keyOf(slot: Slot): string {
  return `${slot.kind} slot ${slot.name}`
}
