/** A message ready to send: one Buffer of any origin, or segments of which constant ones may be shared by messages. */
export type Message = Buffer | readonly Buffer[]

/** The message as it stands between DATA and the final dot, and that dot. */
export interface WireMessage {
  readonly segments: readonly Buffer[]
  readonly size: number
}

const crlf = '\r\n'
const lineBreak = Buffer.from(crlf)
const endOfLine = Buffer.from(`.${crlf}`)
const endWithinLine = Buffer.from(`${crlf}.${crlf}`)

/** Shorter segments are looked through faster than they are remembered, and few of them are shared. */
const worthKeeping = 2048

/** Shared segments that were looked through before: an issue has a few, and its messages are many. */
export type CheckedSegments = WeakSet<Buffer>

/**
 * Makes a message safe to send (RFC 5321 4.5.2): lines end in CRLF, leading dots are doubled, a dot of its own ends it.
 * Segments in which no line starts with a dot are passed on without a copy.
 */
export function wireMessage(message: Message, checked: CheckedSegments): WireMessage {
  const segments = Buffer.isBuffer(message)
    ? [stuff(message)]
    : areSafe(message, checked)
      ? message
      : [stuff(Buffer.concat(message))]
  const end = endsInCrlf(segments) ? endOfLine : endWithinLine
  const size = segments.reduce((sum, segment) => sum + segment.length, end.length)
  return { segments: [...segments, end], size }
}

/** A dot after any line break, even half a one, is what a message may not hold unseen. */
function areSafe(segments: readonly Buffer[], checked: CheckedSegments): boolean {
  let before = 0x0a
  for (const segment of segments) {
    if (segment.length === 0) continue
    if (segment[0] === 0x2e && (before === 0x0a || before === 0x0d)) return false
    if (!isSafe(segment, checked)) return false
    before = segment.at(-1) ?? 0
  }
  return before !== 0x0a || endsInCrlf(segments)
}

function endsInCrlf(segments: readonly Buffer[]): boolean {
  return (
    segments
      .findLast((segment) => segment.length > 0)
      ?.subarray(-2)
      .equals(lineBreak) ?? false
  )
}

function isSafe(segment: Buffer, checked: CheckedSegments): boolean {
  if (checked.has(segment)) return true
  if (segment.includes('\n.') || segment.includes('\r.')) return false
  if (segment.length >= worthKeeping) checked.add(segment)
  return true
}

function stuff(message: Buffer): Buffer {
  const text = message.toString('latin1').replace(/\r\n?|\n/g, crlf)
  return Buffer.from(text.replace(/^\./gm, '..'), 'latin1')
}
