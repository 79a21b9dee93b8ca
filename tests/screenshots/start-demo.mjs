// The demo as a process of its own, up with its issue sent, for whoever looks at it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

export async function startDemo() {
  const folder = mkdtempSync(path.join(tmpdir(), 'recap-screenshots-'))
  // Run by root, PostgreSQL belongs to another user, who has to get in.
  chmodSync(folder, 0o755)
  const demo = spawn(process.execPath, ['bin/recap.js', 'demo'], {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const webUrl = await hear(demo, /(http:\S+\/issues\/\S+)[\s\S]*Ctrl-C/)
  return {
    inbox: path.join(folder, 'inbox'),
    webUrl,
    siteUrl: new URL(webUrl).origin,
    async close() {
      demo.kill('SIGINT')
      if (demo.exitCode === null) await once(demo, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a pattern finds in the words of a process; an error when it ends without them. */
async function hear(child, pattern) {
  let words = ''
  for await (const piece of child.stderr) {
    words += piece
    const found = pattern.exec(words)
    if (found) {
      child.stderr.resume()
      return found[1]
    }
  }
  throw new Error(`The demo ended: ${words}`)
}
