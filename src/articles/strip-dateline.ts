const agency = String.raw`\((?:\p{Lu}[\p{L}\p{N} .&/-]{1,30}|dpa(?:/\p{L}{1,4})?)\)`
const dash = String.raw`\.?\s*(?:—|–|--?)\s*`
const date = String.raw`(?:, (?:\p{L}{3,10}\.? \d{1,2}|\d{1,2}\.? \p{L}{3,10})(?:,? \d{4})?)?`

const datelines = [
  new RegExp(`^[^()"“”]{0,60}${agency}${dash}(?=\\S)`, 'u'),
  new RegExp(`^[^()"“”.]{0,60}${agency}(?=[\\p{L}\\p{N}"“])`, 'u'),
  new RegExp(`^${agency}\\s+(?=[\\p{Lu}"“])`, 'u'),
  new RegExp(`^\\p{Lu}[\\p{Lu}\\s.,'’/-]{2,40}${date}${dash}(?=[\\p{Lu}"“«„¿¡])`, 'u'),
]

/** An opening without the place, date and agency that news agencies put before it ("LONDON (Reuters) — ", "(CNN)"). */
export function stripDateline(paragraph: string): string {
  return datelines.reduce((text, dateline) => text.replace(dateline, ''), paragraph)
}
