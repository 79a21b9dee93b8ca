import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Environment } from '../config.ts'
import { AppError } from '../errors.ts'
import type { WorkerUsage } from './bench-worker.ts'

export interface BenchWorker {
  /** What it used, the latest last; the first is from before any work. */
  readonly usages: readonly WorkerUsage[]
  /** Whether it is still there. */
  isAlive(): boolean
  close(): Promise<void>
}

/** Starts a deliver worker in a process of its own, with our own options of Node, and waits until it is ready. */
export async function startBenchWorker(env: Environment): Promise<BenchWorker> {
  const file = path.join(import.meta.dirname, `bench-worker${path.extname(import.meta.filename)}`)
  const child = spawn(process.execPath, [...process.execArgv, file], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const usages: WorkerUsage[] = []
  child.on('message', (usage: WorkerUsage) => usages.push(usage))
  const gone = once(child, 'exit')
  await Promise.race([once(child, 'message'), gone])
  if (usages.length === 0) throw new AppError('unreachable', 'The worker of the bench does not start.')
  return {
    usages,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async close() {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}
