import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { newKeyEntry } from '../key-entries.ts'
import { envExample } from './env-example.ts'

export interface WrittenEnv {
  readonly file: string
  readonly created: boolean
  /** `kept` when the file had keys; a ring that Recap made in DATA_DIR before is taken over, not replaced. */
  readonly keys: 'kept' | 'generated' | 'from DATA_DIR'
}

/**
 * Writes `.env` (mode 0600) with a key ring and every other setting commented out. A file that is there stays as it
 * is but for missing keys; with `force` it becomes `.env.old`, and its keys are taken over.
 */
export function writeEnv(folder: string, force: boolean): WrittenEnv {
  const file = path.join(folder, '.env')
  const old = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const set = parseEnv(old ?? '')
  const kept = set['SECRET_KEYS'] || undefined
  if (old !== undefined && !force) {
    if (kept !== undefined || set['SECRET_KEYS_FILE']) return { file, created: false, keys: 'kept' }
    const { ring, keys } = newRing(folder, set['DATA_DIR'])
    writeFileSync(file, `${old}${old === '' || old.endsWith('\n') ? '' : '\n'}SECRET_KEYS=${ring}\n`)
    chmodSync(file, 0o600)
    return { file, created: false, keys }
  }
  if (old !== undefined) renameSync(file, `${file}.old`)
  const { ring, keys } =
    kept === undefined ? newRing(folder, set['DATA_DIR']) : { ring: kept, keys: 'kept' as const }
  writeFileSync(
    file,
    envExample().replace(/^#SECRET_KEYS=.*$/m, () => `SECRET_KEYS=${ring}`),
    { mode: 0o600, flag: 'wx' },
  )
  return { file, created: true, keys }
}

/** Links that are mailed already were signed with the ring in DATA_DIR: another one would break them. */
function newRing(folder: string, dataDir = './data'): { ring: string; keys: WrittenEnv['keys'] } {
  const file = path.resolve(folder, dataDir, 'keys')
  return existsSync(file)
    ? { ring: readFileSync(file, 'utf8').trim(), keys: 'from DATA_DIR' }
    : { ring: newKeyEntry(), keys: 'generated' }
}
