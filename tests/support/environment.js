import { setTimeout as delay } from 'node:timers/promises'
import { TestEnvironment } from 'jest-environment-node'

const kept = new Set(['TCPSocketWrap', 'TCPServerWrap', 'TCPServer', 'ProcessWrap', 'Process'])

const open = () => process.getActiveResourcesInfo().filter((name) => kept.has(name))

/** Fails a test file that leaves a server, a connection or a child process open. */
export default class ClosedEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    this.before = open().length
  }

  async teardown() {
    const deadline = Date.now() + 5_000
    while (open().length > this.before && Date.now() < deadline) await delay(50)
    const left = open()
    await super.teardown()
    if (left.length > this.before) throw new Error(`the test file left open: ${left.join(', ')}`)
  }
}
