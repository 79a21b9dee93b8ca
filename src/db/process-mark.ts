import { readFileSync } from 'node:fs'
import { hasCode } from './has-code.ts'

/**
 * A mark that tells a running process from a later one with the same id (its start time where `/proc` has it,
 * else `?`); undefined when the process is gone or only waits to be reaped.
 */
export function processMark(pid: number): string | undefined {
  if (!hasProcess(pid)) return undefined
  const fields = statFields(pid)
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  return fields[19] ?? '?'
}

/** Whether the id is in use, be it by a process that has ended and waits to be reaped. */
export function hasProcess(pid: number): boolean {
  // 0 and negative numbers would ask for process groups, NaN would throw.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** The fields of proc_pid_stat(5) from the third, the state, on; none where there is no `/proc`. */
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
