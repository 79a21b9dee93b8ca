import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The folders to look for programs in: those of PATH, and where Postfix keeps its own, which is often not among them. */
export function programFolders(searchPath: string): string[] {
  const given = searchPath.split(path.delimiter).filter((folder) => folder !== '')
  return [...given, '/usr/sbin', '/usr/lib/postfix', '/usr/local/sbin']
}

/** The path of a program in one of these folders; undefined when it is in none. */
export function findProgram(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => path.join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
