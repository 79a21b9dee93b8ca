import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

const ticksPerSecond = 100

/** Processor time of a process in seconds; 0 for one that is no more, and where there is no /proc to tell. */
export function processCpu(pid) {
  return (statOf(pid)?.used ?? 0) / ticksPerSecond
}

/** The same of the PostgreSQL server in a data folder, its processes that have ended included. */
export function postgresCpu(dataDir) {
  const pidFile = path.join(dataDir, 'postgres', 'postmaster.pid')
  const postmaster = readFileSync(pidFile, 'utf8').split('\n')[0]
  const own = statOf(postmaster)
  if (!own) return 0
  const children = readdirSync('/proc').flatMap((pid) => statOf(pid) ?? [])
  const running = children.filter(({ parent }) => parent === postmaster)
  return running.reduce((sum, { used }) => sum + used, own.used + own.usedByEnded) / ticksPerSecond
}

/** See proc(5); the name of the program, in brackets, may hold spaces. */
function statOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number)
    return { parent: fields[1], used: user + system, usedByEnded: childUser + childSystem }
  } catch {
    return undefined
  }
}
