import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { openEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from '../../src/db/embedded.ts'
import { processMark } from '../../src/db/process-mark.ts'

const script = path.join(import.meta.dirname, 'embedded-opener.ts')

interface Opener {
  readonly url: string
  readonly child: ChildProcess
  /** Lets the process close in good order; resolves to its exit code. */
  readonly leave: () => Promise<unknown>
}

/** A folder that may be entered by all, and everything opened in it, to be cleared away together. */
export function createSandbox() {
  const base = mkdtempSync(path.join(os.tmpdir(), 'recap-embedded-'))
  chmodSync(base, 0o755)
  const dataDir = path.join(base, 'data')
  const opened: EmbeddedPostgres[] = []
  const children: ChildProcess[] = []
  return {
    base,
    dataDir,
    pidFile: path.join(dataDir, 'postgres', 'postmaster.pid'),
    children,
    async open(options?: EmbeddedOptions): Promise<EmbeddedPostgres> {
      const one = await openEmbeddedPostgres(dataDir, options)
      opened.push(one)
      return one
    },
    async openElsewhere(): Promise<Opener> {
      const opener = await openInChild(dataDir)
      children.push(opener.child)
      return opener
    },
    postmaster: () => runningPostmaster(dataDir),
    async clear(): Promise<void> {
      for (const child of children) child.kill('SIGKILL')
      await Promise.allSettled(opened.map((one) => one.close()))
      const pid = postmasterPid(dataDir)
      if (pid !== undefined && processMark(pid) !== undefined) process.kill(pid, 'SIGQUIT')
      rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

export type Sandbox = ReturnType<typeof createSandbox>

async function openInChild(dataDir: string): Promise<Opener> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const [url] = await once(createInterface(child.stdout), 'line')
  const leave = async (): Promise<unknown> => {
    child.stdin.end()
    return (await exit)[0]
  }
  return { url: String(url), child, leave }
}

function postmasterPid(dataDir: string): number | undefined {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
}

function runningPostmaster(dataDir: string): number {
  const pid = postmasterPid(dataDir)
  if (pid === undefined || processMark(pid) === undefined) throw new Error('no postmaster runs')
  return pid
}

/** The rows of one statement on a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** How many openers the server knows of; 0 when there is no server. */
export async function presences(url: string): Promise<number> {
  const sql = `SELECT FROM pg_stat_activity WHERE application_name = 'recap presence'`
  return ask(url, sql).then(
    (rows) => rows.length,
    () => 0,
  )
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await holds()); await delay(20))
    if (Date.now() > deadline) throw new Error(`waited in vain for ${String(holds)}`)
}
