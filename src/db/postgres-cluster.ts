import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, lchownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { lchown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { blockedPart, unprivilegedUser, type UnixUser } from './unprivileged-user.ts'

/** A database cluster on disk with all that is needed to run it; `user` is set when it may not run as ours. */
export interface Cluster {
  readonly folder: string
  readonly logFile: string
  readonly binaries: PostgresBinaries
  readonly user: UnixUser | undefined
  readonly password: string
}

/** Settings an operator may change later in `postgresql.conf`. Failed statements hold addresses: not for a log. */
const firstSettings = [
  'max_connections=200',
  'shared_buffers=128MB',
  'log_min_messages=log',
  'log_checkpoints=off',
]

/**
 * Finds the cluster `dataDir/postgres`, or makes it, whole or not at all. The caller holds the lock of `dataDir`.
 * Throws `bad_config` when PostgreSQL cannot run from there.
 */
export async function prepareCluster(dataDir: string, nativeDir?: string): Promise<Cluster> {
  const folder = path.join(dataDir, 'postgres')
  const user = await runningUser(folder)
  if (user) assertEnterable(dataDir, user)
  await removeUnfinished(dataDir)
  const cluster = {
    folder,
    user,
    logFile: path.join(dataDir, 'postgres.log'),
    binaries: await findPostgresBinaries(dataDir, user, nativeDir),
    password: readPassword(dataDir, existsSync(folder)),
  }
  if (!existsSync(folder)) await createCluster(cluster)
  return cluster
}

/** How a program of PostgreSQL is run: never as root, and without the secrets of our own environment. */
export function spawnOptions(cluster: Cluster, cwd: string) {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP']
  const env = Object.fromEntries(kept.map((name) => [name, process.env[name]]))
  const identity = cluster.user && { uid: cluster.user.uid, gid: cluster.user.gid }
  return { cwd, env: { ...env, LC_ALL: 'C', TZ: 'UTC' }, windowsHide: true, ...identity }
}

/** PostgreSQL refuses root: a cluster keeps its owner, a new one gets an unprivileged user. */
async function runningUser(folder: string): Promise<UnixUser | undefined> {
  const own = process.getuid?.()
  const owner = statSync(folder, { throwIfNoEntry: false })
  if (own !== 0) {
    if (own !== undefined && owner && owner.uid !== own) throw foreignCluster(folder, owner.uid)
    return undefined
  }
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const user = unprivilegedUser()
  if (owner) await giveTree(folder, user)
  return user
}

function foreignCluster(folder: string, uid: number): AppError {
  return new AppError(
    'bad_config',
    `${folder} belongs to another user (uid ${uid}): run Recap as that user or as root, set DATA_DIR to another folder, or set DATABASE_URL.`,
  )
}

async function giveTree(folder: string, user: UnixUser): Promise<void> {
  for (const name of await readdir(folder, { recursive: true }))
    await lchown(path.join(folder, name), user.uid, user.gid)
  await lchown(folder, user.uid, user.gid)
}

function assertEnterable(dataDir: string, user: UnixUser): void {
  const blocked = blockedPart(dataDir, user)
  if (blocked === undefined) return
  throw new AppError(
    'bad_config',
    `PostgreSQL does not run as root, and its user here (${user.name}) may not enter ${blocked}: set DATA_DIR to a folder below open ones such as /var/lib/recap, run Recap as an ordinary user, or set DATABASE_URL.`,
  )
}

/** What a killed process left half made; what cannot be removed now does no harm. */
async function removeUnfinished(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => /^postgres.*\.new-\w+$/.test(name))
  const options = { recursive: true, force: true } as const
  await Promise.allSettled(names.map((name) => rm(path.join(dataDir, name), options)))
}

function readPassword(dataDir: string, inUse: boolean): string {
  const file = path.join(dataDir, 'postgres-password')
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (known !== '') return known
  if (inUse) {
    throw new AppError(
      'bad_config',
      `${file}, the password of the database beside it, is missing: bring it back from a backup of DATA_DIR, or set DATA_DIR to a new folder.`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, `${password}\n`, { mode: 0o600, flush: true })
  return password
}

async function createCluster(cluster: Cluster): Promise<void> {
  const unfinished = await mkdtemp(`${cluster.folder}.new-`)
  const made = path.join(unfinished, 'cluster')
  const passwordFile = path.join(unfinished, 'password')
  await mkdir(made, { mode: 0o700 })
  await writeFile(passwordFile, cluster.password, { mode: 0o600 })
  if (cluster.user) {
    for (const file of [unfinished, made, passwordFile]) lchownSync(file, cluster.user.uid, cluster.user.gid)
  }
  await initdb(cluster, { made, passwordFile })
  await rename(made, cluster.folder)
  await rm(unfinished, { recursive: true })
}

async function initdb(cluster: Cluster, { made, passwordFile }: { made: string; passwordFile: string }) {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['--username=recap', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const settings = firstSettings.map((setting) => `--set=${setting}`)
  const args = [`--pgdata=${made}`, '--no-instructions', ...locale, ...access, ...settings]
  try {
    await promisify(execFile)(cluster.binaries.initdb, args, spawnOptions(cluster, made))
  } catch (cause) {
    throw new AppError(
      'unreachable',
      `PostgreSQL could not create its files in ${path.dirname(cluster.folder)}: mend what it says, or set DATABASE_URL.`,
      { cause },
    )
  }
}
