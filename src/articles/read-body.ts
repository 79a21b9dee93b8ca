import { pipeline } from 'node:stream/promises'
import { type Transform, Writable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '../errors.ts'

/** How much of an answer is taken: bytes on the wire, and bytes once unpacked. */
export interface BodyLimits {
  readonly maxBytes: number
  readonly maxUnpackedBytes: number
}

/** A packed megabyte may unpack to this many times its size; more is a bomb, not a page. */
const maxRatio = 100
const ratioFrom = 1024 * 1024

/**
 * Reads an answer to its end, one Content-Encoding layer (gzip, deflate, br) unpacked. Both sizes are counted while the
 * bytes arrive; beyond a limit the rest is not read: `too_large`. Broken or unknown packing is `unreadable`.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  limits: BodyLimits,
): Promise<Buffer> {
  const counted = { wire: 0, unpacked: 0 }
  const chunks: Buffer[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      counted.unpacked += chunk.length
      chunks.push(chunk)
      done(excessUnpacked(counted, limits))
    },
  })
  const counting = countWire(source, counted, limits.maxBytes)
  const unpacker = unpackerFor(encoding)
  try {
    await (unpacker ? pipeline(counting, unpacker, sink) : pipeline(counting, sink))
  } catch (error) {
    throw isZlibError(error) ? unreadable(encoding, error) : error
  }
  return Buffer.concat(chunks)
}

async function* countWire(
  source: AsyncIterable<Uint8Array>,
  counted: { wire: number },
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    counted.wire += chunk.length
    if (counted.wire > maxBytes) throw tooLarge(`sends more than ${megabytes(maxBytes)} MB`)
    yield chunk
  }
}

function excessUnpacked(counted: { wire: number; unpacked: number }, limits: BodyLimits): AppError | null {
  if (counted.unpacked > limits.maxUnpackedBytes)
    return tooLarge(`unpacks to more than ${megabytes(limits.maxUnpackedBytes)} MB`)
  const isBomb = counted.unpacked > ratioFrom && counted.unpacked > counted.wire * maxRatio
  return isBomb ? tooLarge(`unpacks to more than ${maxRatio} times its size`) : null
}

/** Servers that leave out the trailer of a packed body are common; what came before it is whole. */
function unpackerFor(encoding: string): Transform | null {
  const finishFlush = constants.Z_SYNC_FLUSH
  if (encoding === '' || encoding === 'identity') return null
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip({ finishFlush })
  if (encoding === 'deflate') return createInflate({ finishFlush })
  if (encoding === 'br') return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH })
  throw unreadable(encoding)
}

/** zlib names its faults `Z_DATA_ERROR` and the like, Brotli `ERR__ERROR_FORMAT_…`. */
function isZlibError(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return /^(?:Z_|ERR_+(?:BROTLI|ERROR))/.test(code)
}

function unreadable(encoding: string, cause?: unknown): AppError {
  return new AppError('unreadable', `its Content-Encoding "${encoding}" cannot be unpacked`, { cause })
}

function tooLarge(what: string): AppError {
  return new AppError('too_large', `it ${what}`)
}

function megabytes(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 10) / 10
}
