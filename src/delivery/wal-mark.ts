import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from '../db/has-code.ts'

/** How far the log of a database had come when this host last looked. */
export interface WalMark {
  /** Which cluster and which database of it. */
  readonly identity: string
  /** Bytes of write-ahead log that were on disk. */
  readonly position: bigint
}

/** Whether a database is not the one it was, or has lost what it once had: it was restored, or is another. */
export function isBehind(now: WalMark, seen: WalMark | undefined): boolean {
  return seen !== undefined && (seen.identity !== now.identity || now.position < seen.position)
}

/** The mark that a host keeps outside the database; undefined when it has none that can be read. */
export function readMark(file: string): WalMark | undefined {
  try {
    const match = /^(\S+) (\d+)\n$/.exec(readFileSync(file, 'utf8'))
    const [, identity, position] = match ?? []
    return identity && position ? { identity, position: BigInt(position) } : undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Keeps a mark; a reader sees the old one or the new one whole. */
export function writeMark(file: string, { identity, position }: WalMark): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${identity} ${position}\n`)
  renameSync(draft, file)
}
