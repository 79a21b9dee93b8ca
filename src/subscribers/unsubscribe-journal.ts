import { mkdir, open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { batchCalls } from '../batch-calls.ts'
import { AppError } from '../errors.ts'
import { decodeLeavings, encodeLeaving, recordBytes, type Leaving } from './unsubscribe-record.ts'

/** A file of fixed size that keeps unsubscribes while the database is away. */
export interface UnsubscribeJournal {
  readonly isEmpty: boolean
  /** Resolves once the record is on disk; a full journal is `retry_later`. */
  append(leaving: Leaving): Promise<void>
  /** Hands over everything kept, and forgets it once `apply` has it; what comes meanwhile is handed over next. */
  drain(apply: (leavings: readonly Leaving[]) => Promise<void>): Promise<void>
  close(): Promise<void>
}

const usualRecords = 65_536
const largestGroup = 4096

/** Opens a journal, made in full at once so that a full disk cannot come between; what it kept is there again. */
export async function openUnsubscribeJournal(
  file: string,
  records = usualRecords,
): Promise<UnsubscribeJournal> {
  const size = records * recordBytes
  const handle = await openAllocated(file, size)
  const alone = oneAtATime()
  const drainAlone = oneAtATime()
  const used = { bytes: usedBytes(await readStart(handle, size)) }

  /** Writes a group under one fsync; tells of each whether it fitted. */
  const write = async (leavings: readonly Leaving[]): Promise<boolean[]> => {
    const fitting = leavings.slice(0, (size - used.bytes) / recordBytes)
    if (fitting.length > 0) {
      const group = Buffer.concat(fitting.map((leaving) => encodeLeaving(leaving)))
      const start = used.bytes
      used.bytes += group.length
      await handle.write(group, 0, group.length, start)
      await handle.datasync()
    }
    return leavings.map((_, index) => index < fitting.length)
  }
  const clear = async (upTo: number): Promise<void> => {
    if (used.bytes > upTo) return
    await handle.write(Buffer.alloc(upTo), 0, upTo, 0)
    await handle.datasync()
    used.bytes = 0
  }
  const drainAll = async (apply: (leavings: readonly Leaving[]) => Promise<void>): Promise<void> => {
    while (used.bytes > 0) {
      const upTo = used.bytes
      await apply(decodeLeavings(await readStart(handle, upTo)))
      await alone(() => clear(upTo))
    }
  }
  const append = batchCalls(
    async (leavings: readonly Leaving[]) => alone(() => write(leavings)),
    largestGroup,
  )

  return {
    get isEmpty() {
      return used.bytes === 0
    },
    async append(leaving) {
      if (!(await append(leaving))) throw fullJournal(file)
    },
    // Two drains at once could each clear what the other has not seen.
    drain: (apply) => drainAlone(async () => drainAll(apply)),
    close: () => handle.close(),
  }
}

/** What a journal keeps, read by another than the process that writes it. */
export async function readUnsubscribeJournal(file: string): Promise<Leaving[]> {
  const handle = await open(file, 'r')
  try {
    return decodeLeavings(await handle.readFile())
  } finally {
    await handle.close()
  }
}

async function openAllocated(file: string, size: number): Promise<FileHandle> {
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(file, 'a').then(async (made) => {
    await made.close()
    return open(file, 'r+')
  })
  const { size: there } = await handle.stat()
  if (there < size) {
    await handle.write(Buffer.alloc(size - there), 0, size - there, there)
    await handle.sync()
    await syncFolder(path.dirname(file))
  }
  return handle
}

/** A file that is new is safe only when its folder is, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readStart(handle: FileHandle, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0)
  return buffer.subarray(0, bytesRead)
}

/** How far a journal is used, a record that was left half-written included. */
function usedBytes(journal: Buffer): number {
  const last = journal.findLastIndex((byte) => byte !== 0)
  return Math.ceil((last + 1) / recordBytes) * recordBytes
}

function oneAtATime(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return async (work) => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
}

function fullJournal(file: string): AppError {
  return new AppError(
    'retry_later',
    `The database is away and ${file} is full. Bring the database back, then send the request again.`,
  )
}
