import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { DeliveryTiming } from '../../src/delivery/deliver-needs.ts'

/** A delivering process that a fault may act on. */
export interface WorkerHandle {
  readonly pid: number
  /** Resolves once it works, or once it is dead, as one that has to die at its start is. */
  readonly ready: Promise<unknown>
  isAlive(): boolean
  /** Whether it was ended by SIGKILL, its own hand included. */
  wasKilled(): boolean
  signal(signal: NodeJS.Signals): void
  setClock(offsetMs: number): void
  exited(): Promise<void>
}

/** What a process is told to be. */
export interface WorkerOrder {
  readonly env: Readonly<Record<string, string>>
  readonly queuePrefix: string
  readonly offsetMs: number
  /** Leases and waits; the usual ones when not set. */
  readonly timing?: DeliveryTiming
}

/** A process that has loaded its code and waits to be told what to be. */
export interface Spare {
  become(order: WorkerOrder): WorkerHandle
  end(): void
}

export interface SpareOptions {
  /** Folder for compiled code. */
  readonly compileCache?: string
  /** Another program that starts the process, and has to become it. */
  readonly launcher?: readonly [program: string, ...args: string[]]
}

export function startSpare({ compileCache, launcher = [process.execPath] }: SpareOptions): Spare {
  const script = path.join(import.meta.dirname, 'worker-process.ts')
  const [program, ...args] = launcher
  const child = fork(script, {
    env: { PATH: process.env['PATH'], ...(compileCache && { NODE_COMPILE_CACHE: compileCache }) },
    execPath: program,
    execArgv: [...args, '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    become(order) {
      child.send(order)
      return handleOf(child)
    },
    end: () => void child.kill('SIGKILL'),
  }
}

function handleOf(child: ChildProcess): WorkerHandle {
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    pid: child.pid ?? 0,
    ready: Promise.race([once(child, 'message'), once(child, 'exit')]),
    isAlive,
    wasKilled: () => child.signalCode === 'SIGKILL',
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
