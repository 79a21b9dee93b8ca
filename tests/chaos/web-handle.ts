import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { freePort } from '../support/redis-server.ts'

/** A web server in a process of its own. */
export interface WebHandle {
  readonly url: string
  readonly port: string
  kill(): Promise<void>
}

/** Starts the web server on the port of its settings, else on a free one. */
export async function startWeb(settings: Readonly<Record<string, string>>): Promise<WebHandle> {
  const port = settings['PORT'] ?? String(await freePort())
  const support = path.resolve(import.meta.dirname, '../support')
  const script = path.join(support, 'web-process.ts')
  const child = spawn(process.execPath, ['--import', path.join(support, 'tsx-hooks.mjs'), script], {
    env: { PATH: process.env['PATH'], ...settings, PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const [line] = await once(child.stdout, 'data')
  return {
    url: String(line).trim(),
    port,
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  }
}
