import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from '../db/has-code.ts'
import type { Database } from '../db/database.ts'
import { recountChunk } from './chunks.repository.ts'
import { journalFolder, type JournalLine, type OutcomeJournal } from './outcome-journal.ts'
import { isOwnerGone } from '../db/owner.ts'
import { putBackTaken, recordResults, type Result } from './results.repository.ts'

interface ReplayNeeds {
  readonly db: Database
  readonly journal: OutcomeJournal
}

/**
 * Brings into the ledger what dead processes of this host, and this one, knew and could not write there, and returns
 * how many outcomes were news. Afterwards their files are gone; a second run, or one beside it, changes nothing.
 */
export async function replayJournals(needs: ReplayNeeds): Promise<number> {
  let recorded = 0
  for (const name of await namesIn(needs.journal.folder)) {
    const owner = decodeURIComponent(name)
    if (owner === needs.journal.owner || isOwnerGone(owner)) recorded += await replayOwner(needs, owner)
  }
  return recorded
}

async function replayOwner(needs: ReplayNeeds, owner: string): Promise<number> {
  const folder = journalFolder(needs.journal.folder, owner)
  let recorded = 0
  for (const name of await namesIn(folder)) {
    const file = path.join(folder, name)
    if (!needs.journal.isOpen(file)) recorded += await replayFile(needs, file)
  }
  if (owner !== needs.journal.owner) await rmdir(folder).catch(() => undefined)
  return recorded
}

/** Brings the outcomes of one file into the ledger and removes it. */
export async function replayFile({ db }: Pick<ReplayNeeds, 'db'>, file: string): Promise<number> {
  const place = /(\d+)-(\d+)-(\d+)-(\d+)\.jsonl$/.exec(file)
  if (!place) return 0
  const [issueId = 0, n = 0, epoch = 0, seqTo = 0] = place.slice(1).map(Number)
  const lines = parseJournal(await readText(file))
  const recorded = await recordResults(db, { issueId, epoch }, lines.flatMap(resultsIn))
  for (const line of lines) {
    if ('untouchedAfter' in line) {
      await putBackTaken(db, { issueId, epoch }, { after: line.untouchedAfter, to: seqTo })
    }
  }
  await recountChunk(db, { issueId, n })
  await rm(file, { force: true })
  return recorded
}

function resultsIn(line: JournalLine): Result[] {
  return 'untouchedAfter' in line ? [] : [line]
}

/** The whole lines of a journal; the last may be torn, where its writer died. */
export function parseJournal(text: string): JournalLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line)
      return isLine(value) ? [value] : []
    } catch {
      return []
    }
  })
}

function isLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null) return false
  return 'untouchedAfter' in value || ('seq' in value && 'attempt' in value && 'state' in value)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

/** Another process may have replayed and removed it just now. */
async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  }
}
