import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'

/** Where a mail goes, and how many bytes of it are taken. */
export interface MailFile {
  readonly folder: string
  readonly id: string
  readonly maxBytes: number
}

/**
 * Stores a mail as `<id>.eml`, byte for byte. The file appears whole or not at all and is on disk when the
 * promise resolves; more than `maxBytes` is `too_large`.
 */
export async function storeMail(mail: Readable, file: MailFile): Promise<void> {
  const temporary = path.join(file.folder, `.${file.id}.tmp`)
  try {
    const sink = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(mail, (chunks: AsyncIterable<Buffer>) => limit(chunks, file.maxBytes), sink)
    await rename(temporary, path.join(file.folder, `${file.id}.eml`))
    await syncFolder(file.folder)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Reads to the end even when there is too much: SMTP answers only after the whole message. */
async function* limit(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes <= maxBytes) yield chunk
  }
  if (bytes > maxBytes) {
    throw new AppError('too_large', `The mail has ${bytes} bytes; send one of at most ${maxBytes}.`)
  }
}

/** The new name is only safe once its folder is on disk too; Windows cannot sync a folder and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
