import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { newKeyEntry } from './key-entries.ts'
import type { KeyRing } from './key-ring.ts'

/** A ring as `SECRET_KEYS` holds it, with a fresh key before all others: that one signs from now on. */
export function withNewKey(ring: KeyRing): string {
  return [newKeyEntry(), ...ring.map(({ id, key }) => `${id}:${key.toString('base64')}`)].join(',')
}

/** Replaces the content of a file of mode 0600: a reader, or a start after a crash, sees the old or the new one whole. */
export function replaceSecret(file: string, text: string): void {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
}
