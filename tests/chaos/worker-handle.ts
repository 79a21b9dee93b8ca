import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** A delivering process that a fault may act on. */
export interface WorkerHandle {
  readonly pid: number
  /** Resolves once it works, or once it is dead, as one that has to die at its start is. */
  readonly ready: Promise<unknown>
  isAlive(): boolean
  signal(signal: NodeJS.Signals): void
  setClock(offsetMs: number): void
  exited(): Promise<void>
}

export interface WorkerOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly queuePrefix: string
  readonly offsetMs: number
}

export function startWorkerProcess({ env, queuePrefix, offsetMs }: WorkerOptions): WorkerHandle {
  const script = path.join(import.meta.dirname, 'worker-process.ts')
  const child = fork(script, [queuePrefix], {
    env: { PATH: process.env['PATH'], CLOCK_OFFSET_MS: String(offsetMs), ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return handleOf(child)
}

function handleOf(child: ChildProcess): WorkerHandle {
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    pid: child.pid ?? 0,
    ready: Promise.race([once(child, 'message'), once(child, 'exit')]),
    isAlive,
    signal(signal) {
      if (isAlive()) child.kill(signal)
    },
    setClock(offsetMs) {
      if (isAlive()) child.send({ offsetMs })
    },
    async exited() {
      if (isAlive()) await once(child, 'exit')
    },
  }
}
