import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { readSinkLog, type SinkRecord } from './sink-log.ts'
import type { SinkMode } from './sink-session.ts'

/** The mail server of a run, a process of its own whose log survives everybody. */
export interface MailSink {
  readonly port: number
  setMode(mode: SinkMode): Promise<void>
  /** All records so far. */
  records(): SinkRecord[]
  close(): Promise<void>
}

export async function startMailSink(logFile: string): Promise<MailSink> {
  const script = path.join(import.meta.dirname, 'sink-process.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, logFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const [port] = await once(lines, 'line')
  return {
    port: Number(port),
    async setMode(mode) {
      const heard = once(lines, 'line')
      child.stdin.write(`${JSON.stringify(mode)}\n`)
      await heard
    },
    records: () => readSinkLog(logFile),
    async close() {
      child.stdin.end()
      await exit
    },
  }
}
