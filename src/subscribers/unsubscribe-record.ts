import { crc32 } from 'node:zlib'
import type { TokenSubject } from './token.ts'

/** One person's wish to leave, and when it came. */
export interface Leaving extends TokenSubject {
  readonly at: Date
}

/** Bytes of a record: who, which newsletter, when, and a checksum over them and the version before them. */
export const recordBytes = 32

const version = 1
const checkedBytes = recordBytes - 4

/** A wish to leave as it is kept in a journal. */
export function encodeLeaving({ subscriberId, newsletterId, at }: Leaving): Buffer {
  const record = Buffer.alloc(recordBytes)
  record.writeUInt32BE(version, 0)
  record.writeDoubleBE(subscriberId, 4)
  record.writeDoubleBE(newsletterId, 12)
  record.writeDoubleBE(at.getTime(), 20)
  record.writeUInt32BE(crc32(record.subarray(0, checkedBytes)), checkedBytes)
  return record
}

/** The wishes in a journal. What a crash left half-written was acknowledged to nobody and is passed over. */
export function decodeLeavings(journal: Buffer): Leaving[] {
  const leavings: Leaving[] = []
  for (let start = 0; start + recordBytes <= journal.length; start += recordBytes) {
    const record = journal.subarray(start, start + recordBytes)
    const isWhole =
      record.readUInt32BE(0) === version &&
      crc32(record.subarray(0, checkedBytes)) === record.readUInt32BE(checkedBytes)
    if (isWhole) leavings.push(readRecord(record))
  }
  return leavings
}

function readRecord(record: Buffer): Leaving {
  return {
    subscriberId: record.readDoubleBE(4),
    newsletterId: record.readDoubleBE(12),
    at: new Date(record.readDoubleBE(20)),
  }
}
