import { createServer, type AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { openSinkLog } from './sink-log.ts'
import { endSilence, serveSmtp, type SinkMode } from './sink-session.ts'

/**
 * A mail server whose log on disk is the truth of a chaos run: `node sink-process.ts LOG`. It says its port once, and
 * takes its mode as lines of JSON on stdin.
 */
const log = openSinkLog(process.argv[2] ?? 'sink.log')
let mode: SinkMode = { kind: 'take' }

const server = createServer((socket) => serveSmtp(socket, log, () => mode))
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
createInterface(process.stdin)
  .on('line', (line) => {
    mode = JSON.parse(line) as SinkMode
    endSilence()
    process.stdout.write(`${line}\n`)
  })
  .on('close', () => process.exit(0))
