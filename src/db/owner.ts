import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { processMark } from './process-mark.ts'

/** The name a process signs its leases with: its host and process namespace, its id, and when it started. */
export function ownerOf(pid: number): string {
  return [hostToken(), pid, processMark(pid) ?? ''].join('/')
}

/** Whether an owner is known to be gone: one of this host whose process has ended. Of other hosts nobody knows. */
export function isOwnerGone(owner: string): boolean {
  const [host, pid, mark] = owner.split('/')
  return host === hostToken() && processMark(Number(pid)) !== mark
}

/** Containers may share a host name, yet not see each other's processes: the namespace tells them apart. */
function hostToken(): string {
  return `${hostname()}-${processNamespace()}`
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  } catch {
    return 'host'
  }
}
