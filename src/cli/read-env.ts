import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import type { Environment } from '../config.ts'
import { hasCode } from '../db/has-code.ts'
import { AppError } from '../errors.ts'

/** The environment with the settings of `.env` in a folder behind it: what is set for real wins. */
export function readEnv(env: Environment, folder: string): Environment {
  const file = path.join(folder, '.env')
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...env }
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return env
    throw new AppError('bad_config', `${file} cannot be read: let this user read it, or move it away.`, {
      cause,
    })
  }
}
