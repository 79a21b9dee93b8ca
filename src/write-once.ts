import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Keeps a text in a file of mode 0600, unless the file is there, and returns what the file holds. Of many processes
 * that do so at once the first wins, and no reader ever sees half a file.
 */
export function writeOnce(file: string, text: string): string {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' })
  try {
    linkUnlessThere(draft, file)
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}

/** A link, unlike a rename, takes no name that is taken. */
function linkUnlessThere(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
  }
}
