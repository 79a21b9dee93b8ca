import { closeSync, fdatasync, mkdirSync, openSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Claim } from './chunks.repository.ts'
import type { Result } from './results.repository.ts'

/**
 * What a process knows of its mails before the ledger does, in a file for each chunk it holds. The file survives the
 * process at once and the machine after 50 ms, so that whoever comes after it sends nobody a second mail.
 */
export interface OutcomeJournal {
  readonly folder: string
  readonly owner: string
  open(claim: Claim): ChunkJournal
  /** Whether a file is being written by this process. */
  isOpen(file: string): boolean
}

export interface ChunkJournal {
  readonly file: string
  /** Keeps an outcome with one write. */
  write(result: Result): void
  /** Keeps that everyone taken after a number was never mailed. */
  writeUntouched(after: number): void
  /** Closes the file; it goes when its outcomes are in the ledger, else it waits for its replay. */
  close(isInLedger: boolean): Promise<void>
}

/** One line of a journal. */
export type JournalLine = Result | { readonly untouchedAfter: number }

const syncEveryMs = 50

export function journalFolder(folder: string, owner: string): string {
  return path.join(folder, encodeURIComponent(owner))
}

/** The journal of a process under `folder`; `onError` hears of a disk that does not take it. */
export function openJournal(
  folder: string,
  owner: string,
  onError: (error: unknown) => void,
): OutcomeJournal {
  const open = new Set<string>()
  return {
    folder,
    owner,
    open({ issueId, n, epoch, seqTo }) {
      const own = journalFolder(folder, owner)
      mkdirSync(own, { recursive: true })
      const file = path.join(own, `${issueId}-${n}-${epoch}-${seqTo}.jsonl`)
      open.add(file)
      return openChunkJournal(file, { onError, onClose: () => open.delete(file) })
    },
    isOpen: (file) => open.has(file),
  }
}

interface Hooks {
  readonly onError: (error: unknown) => void
  readonly onClose: () => void
}

function openChunkJournal(file: string, { onError, onClose }: Hooks): ChunkJournal {
  const descriptor = openSync(file, 'a', 0o600)
  let syncing: NodeJS.Timeout | undefined
  let isClosed = false
  const sync = (): void => {
    syncing = undefined
    if (!isClosed) fdatasync(descriptor, (error) => error && !isClosed && onError(error))
  }
  const append = (line: JournalLine): void => {
    try {
      writeSync(descriptor, `${JSON.stringify(line)}\n`)
    } catch (error) {
      // The outcome is still in memory and goes to the ledger; only a crash before that would miss the line.
      onError(error)
    }
    syncing ??= setTimeout(sync, syncEveryMs).unref()
  }
  return {
    file,
    write: append,
    writeUntouched: (after) => append({ untouchedAfter: after }),
    async close(isInLedger) {
      // Twice when a fault is followed by another: the number of the file may be somebody else's by then.
      if (isClosed) return
      isClosed = true
      clearTimeout(syncing)
      closeSync(descriptor)
      if (isInLedger) await rm(file, { force: true })
      onClose()
    },
  }
}
