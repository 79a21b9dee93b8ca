import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The version of the installed package; the program runs from its sources or from `dist`. */
export function packageVersion(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json')
    if (existsSync(file)) return versionIn(JSON.parse(readFileSync(file, 'utf8')))
  }
  return 'unknown'
}

function versionIn(content: unknown): string {
  const hasVersion = typeof content === 'object' && content !== null && 'version' in content
  return hasVersion ? String(content.version) : 'unknown'
}
