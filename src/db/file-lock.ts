import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { hasCode } from './has-code.ts'
import { processMark } from './process-mark.ts'

/** A lock file without an owner is one whose writer is just about to name itself, or died before it could. */
const namelessMs = 5000

/**
 * Runs `work` while no other caller, in this process or another of this machine, holds the same lock file.
 * A lock whose process is dead is taken over; waiting longer than `waitMs` throws `unreachable`.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>, waitMs = 60_000): Promise<T> {
  await acquire(file, Date.now() + waitMs)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

async function acquire(file: string, deadline: number): Promise<void> {
  while (!create(file)) {
    const owner = read(file)
    if (owner !== undefined && isStale(file, owner)) await removeStale(file, owner, deadline)
    else if (Date.now() > deadline) throw heldTooLong(file, owner)
    else await delay(25)
  }
}

/** Two that see the same dead owner must not both remove the file: the second would remove the lock of the first. */
async function removeStale(file: string, owner: string, deadline: number): Promise<void> {
  const guard = `${file}.${owner.split(' ')[2] ?? 'nameless'}`
  await acquire(guard, deadline)
  try {
    if (read(file) === owner && isStale(file, owner)) rmSync(file, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

function create(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid} ${processMark(process.pid)} ${randomUUID()}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isStale(file: string, owner: string): boolean {
  const [pid, mark, id] = owner.split(' ')
  if (id === undefined) return Date.now() - modifiedAt(file) > namelessMs
  const running = processMark(Number(pid))
  return running === undefined || (running !== mark && running !== '?' && mark !== '?')
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
}

function heldTooLong(file: string, owner: string | undefined): AppError {
  const holder = owner?.split(' ')[0] || 'unknown'
  return new AppError(
    'unreachable',
    `Process ${holder} has held ${file} for too long: wait for it or end it, then try again.`,
  )
}
