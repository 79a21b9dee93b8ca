import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig, type Config, type Environment } from '../src/config.ts'
import { newKeyEntry } from '../src/key-entries.ts'
import { AppError } from '../src/errors.ts'

/** A data folder of its own, and settings that write nothing to it unless they are told to. */
export interface ConfigFolder {
  readonly folder: string
  readonly ring: string
  load(env?: Environment): Config
  /** The lines of the error that settings cause, none when they are taken. */
  problemsOf(env: Environment): string[]
  fileOf(text: string): string
  remove(): void
}

export function createConfigFolder(): ConfigFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-config-'))
  const ring = newKeyEntry()
  const load = (env: Environment = {}) => loadConfig({ DATA_DIR: folder, SECRET_KEYS: ring, ...env })
  return {
    folder,
    ring,
    load,
    problemsOf: (env) => problemsIn(() => load(env)),
    fileOf(text) {
      const file = path.join(folder, `secret-${readdirSync(folder).length}`)
      writeFileSync(file, text)
      return file
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function problemsIn(load: () => Config): string[] {
  try {
    load()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad_config') throw error
    return error.message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim())
  }
  return []
}
