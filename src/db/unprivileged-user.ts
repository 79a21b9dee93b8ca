import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export interface UnixUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** The user that stands in for root: `postgres` of /etc/passwd, else `nobody`, else the overflow ids 65534. */
export function unprivilegedUser(): UnixUser {
  const users = readPasswd()
  return (
    users.find(({ name }) => name === 'postgres') ??
    users.find(({ name }) => name === 'nobody') ?? { name: 'nobody', uid: 65534, gid: 65534 }
  )
}

function readPasswd(): UnixUser[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
      .filter(({ uid, gid }) => uid > 0 && gid > 0)
  } catch {
    return []
  }
}

/** The first part of an absolute path, from the root down, that the user may not enter or execute. */
export function blockedPart(file: string, user: UnixUser): string | undefined {
  const parent = path.dirname(file)
  const above = parent === file ? undefined : blockedPart(parent, user)
  return above ?? (mayEnter(file, user) ? undefined : file)
}

function mayEnter(file: string, user: UnixUser): boolean {
  const { uid, gid, mode } = statSync(file)
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
