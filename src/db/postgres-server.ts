import { spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import { spawnOptions, type Cluster } from './postgres-cluster.ts'
import { hasProcess, processMark } from './process-mark.ts'

/** A running postmaster that accepts connections on 127.0.0.1. */
export interface Server {
  readonly pid: number
  readonly port: number
}

const startMs = 30_000
const stopMs = 60_000

/** The server that runs on a cluster, once it is ready; undefined when none runs or it ends meanwhile. */
export async function findServer(cluster: Cluster): Promise<Server | undefined> {
  const deadline = Date.now() + startMs
  for (;;) {
    const found = readPidFile(cluster.folder)
    if (!found || !isPostmaster(found.pid, cluster.folder)) return undefined
    if (found.status === 'ready') return { pid: found.pid, port: found.port }
    if (Date.now() > deadline) throw notReady(cluster, `process ${found.pid} says "${found.status}"`)
    await delay(10)
  }
}

/**
 * Starts a server on a cluster that has none, in a process group of its own, and waits until it is ready.
 * It takes over `port` when that is free, such as the port of a server that crashed.
 */
export async function startServer(cluster: Cluster, port?: number): Promise<Server> {
  const deadline = Date.now() + startMs
  const stale = readPidFile(cluster.folder)
  // PostgreSQL itself sees through a dead process, but not through one unreaped, or an id given to another.
  if (stale && hasProcess(stale.pid)) rmSync(pidFile(cluster.folder), { force: true })
  for (let wanted = port ?? stale?.port ?? 0; ; wanted = 0) {
    const start = await startOnce(cluster, await freePort(wanted), deadline)
    // A process that was killed right after it started a server may have been first.
    const server = 'pid' in start ? start : await findServer(cluster)
    if (server) return server
    const log = 'log' in start ? start.log : ''
    // The port was taken in between, or orphans of a killed server still hold its memory.
    const passing = /Address already in use|could not create any TCP|is still in use/.test(log)
    if (!passing || Date.now() > deadline) throw notReady(cluster, lastLines(log))
    await delay(100)
  }
}

/** Stops a server cleanly: open transactions are rolled back, files are left consistent. */
export async function stopServer(server: Server, cluster: Cluster): Promise<void> {
  const deadline = Date.now() + stopMs
  interrupt(server, cluster)
  while (isPostmaster(server.pid, cluster.folder)) {
    if (Date.now() > deadline) {
      throw new AppError(
        'unreachable',
        `PostgreSQL (process ${server.pid}) takes long to stop: see ${cluster.logFile}.`,
      )
    }
    await delay(10)
  }
}

/** `process.kill` on Windows ends a process outright, so there the interrupt goes through PostgreSQL's own door. */
function interrupt(server: Server, cluster: Cluster): void {
  if (process.platform === 'win32') {
    spawn(cluster.binaries.pgCtl, ['kill', 'INT', String(server.pid)], spawnOptions(cluster, cluster.folder))
  } else if (isPostmaster(server.pid, cluster.folder)) {
    process.kill(server.pid, 'SIGINT')
  }
}

async function startOnce(
  cluster: Cluster,
  port: number,
  deadline: number,
): Promise<Server | { log: string }> {
  const log = openSync(cluster.logFile, 'a', 0o600)
  const offset = fstatSync(log).size
  const child = launch(cluster, port, log)
  closeSync(log)
  while (child.failure === undefined) {
    const found = readPidFile(cluster.folder)
    if (found && found.pid === child.pid && found.status === 'ready') return { pid: found.pid, port }
    if (Date.now() > deadline) throw notReady(cluster, 'it is still starting')
    await delay(10)
  }
  return { log: readFileSync(cluster.logFile).subarray(offset).toString() || child.failure }
}

interface Launched {
  readonly pid: number | undefined
  failure?: string
}

function launch(cluster: Cluster, port: number, log: number): Launched {
  const address = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.folder, ...address], {
    ...spawnOptions(cluster, cluster.folder),
    detached: true,
    stdio: ['ignore', log, log],
  })
  const launched: Launched = { pid: child.pid }
  child.once('error', (error) => (launched.failure = error.message))
  child.once('exit', (code, signal) => (launched.failure = `it ended with ${signal ?? `code ${code}`}`))
  child.unref()
  return launched
}

/** Lines of `postmaster.pid`: process, folder, start, port, socket folder, address, memory key, status. */
function readPidFile(folder: string): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(pidFile(folder), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

function pidFile(folder: string): string {
  return path.join(folder, 'postmaster.pid')
}

/** A postmaster keeps its first command line; where there is no `/proc` to tell, a running process is believed. */
function isPostmaster(pid: number, folder: string): boolean {
  if (processMark(pid) === undefined) return false
  return process.platform !== 'linux' || worksIn(pid, folder) || commandLine(pid).includes(folder)
}

/** Not to be seen for another user's process in a container, where root lacks the right to trace. */
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** The port, when it is free on 127.0.0.1, else any free one. */
async function freePort(port: number): Promise<number> {
  const probe = createServer()
  const free = await new Promise<number | undefined>((resolve) => {
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      resolve(address && typeof address === 'object' ? address.port : undefined)
    })
  })
  await new Promise((resolve) => probe.close(resolve))
  return free ?? (await freePort(0))
}

function lastLines(log: string): string {
  return log.trim().split('\n').slice(-5).join(' | ')
}

function notReady(cluster: Cluster, why: string): AppError {
  return new AppError(
    'unreachable',
    `The embedded PostgreSQL did not start (${why}): mend it by ${cluster.logFile} and try again, or set DATABASE_URL.`,
  )
}
