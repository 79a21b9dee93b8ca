import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../errors.ts'

/** The templates folder. The program runs from its sources or from `dist`: it stands beside the package file either way. */
export function findTemplates(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return path.join(folder, 'templates')
  }
  throw new AppError('bad_config', 'The templates folder is missing: install Recap again.')
}
