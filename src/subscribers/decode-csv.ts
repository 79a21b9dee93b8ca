import { isAscii } from 'node:buffer'
import { AppError } from '../errors.ts'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** What is looked at before UTF-16 without a mark is ruled out. */
const headBytes = 1024

/** More than one zero in this many pairs of bytes is no text. */
const mostZeros = 10

/**
 * The bytes of a CSV file as UTF-8 without a byte order mark, piece by piece. The encoding is told by the mark, else by
 * the zero bytes of UTF-16, else by the first bytes beyond ASCII: valid UTF-8, or windows-1252. Throws `bad_input`
 * for zero bytes that no encoding explains.
 */
export async function* decodeCsv(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let decode: ((bytes: Buffer, isLast: boolean) => Buffer) | undefined
  let held = Buffer.alloc(0)
  for await (const bytes of input) {
    held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes])
    if (!decode && held.length < headBytes) continue
    decode ??= decoderFor(held)
    yield decode(held, false)
    held = Buffer.alloc(0)
  }
  decode ??= decoderFor(held)
  yield decode(held, true)
}

function decoderFor(head: Buffer): (bytes: Buffer, isLast: boolean) => Buffer {
  const [a, b, c] = head
  if (a === 0xff && b === 0xfe) return recode('utf-16le')
  if (a === 0xfe && b === 0xff) return recode('utf-16be')
  const wide = wideWithoutMark(head)
  if (wide) return recode(wide)
  return narrowDecoder(a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0)
}

/** Text in UTF-16 that is mostly ASCII has a zero in every other byte, and in those only. */
function wideWithoutMark(head: Buffer): Encoding | undefined {
  if (!head.includes(0)) return undefined
  const pairs = Math.floor(Math.min(head.length, headBytes) / 2)
  let first = 0
  let second = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) first++
    if (head[at + 1] === 0) second++
  }
  if (second > pairs / 2 && first === 0) return 'utf-16le'
  if (first > pairs / 2 && second === 0) return 'utf-16be'
  // A stray zero is the fault of its line alone.
  if (first + second < pairs / mostZeros) return undefined
  throw new AppError(
    'bad_input',
    'The file is no text: it begins with zero bytes. Save it as CSV in UTF-8 and import it again.',
  )
}

function recode(encoding: Encoding): (bytes: Buffer, isLast: boolean) => Buffer {
  const decoder = new TextDecoder(encoding)
  return (bytes, isLast) => Buffer.from(decoder.decode(bytes, { stream: !isLast }))
}

/** Passes ASCII and UTF-8 on as they are; a file whose first other bytes are no UTF-8 is windows-1252. */
function narrowDecoder(markBytes: number): (bytes: Buffer, isLast: boolean) => Buffer {
  let settled: ((bytes: Buffer, isLast: boolean) => Buffer) | undefined = markBytes > 0 ? asIs : undefined
  let skip = markBytes
  let tail = Buffer.alloc(0)
  return (piece, isLast) => {
    const bytes = tail.length === 0 ? piece.subarray(skip) : Buffer.concat([tail, piece])
    tail = Buffer.alloc(0)
    skip = 0
    if (settled) return settled(bytes, isLast)
    // A letter may be cut in two at the end of a piece, so its first bytes decide nothing yet.
    const end = isLast ? bytes.length : endOfAscii(bytes)
    if (isAscii(bytes.subarray(0, end))) {
      tail = Buffer.from(bytes.subarray(end))
      return bytes.subarray(0, end)
    }
    settled = beginsAsUtf8(bytes, isLast) ? asIs : recode('windows-1252')
    return settled(bytes, isLast)
  }
}

const asIs = (bytes: Buffer): Buffer => bytes

const longestLetter = 4

/** Where up to three last bytes beyond ASCII begin. */
function endOfAscii(bytes: Buffer): number {
  let end = bytes.length
  while (end > 0 && bytes.length - end < longestLetter - 1 && (bytes[end - 1] ?? 0) >= 0x80) end--
  return end
}

function beginsAsUtf8(bytes: Buffer, isLast: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isLast })
    return true
  } catch {
    return false
  }
}
