import { createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

/** Where in a dialogue a step stands: a command, the first bytes of a message, or its final dot. */
type Stage =
  | 'connect'
  | 'EHLO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL FROM'
  | 'RCPT TO'
  | 'DATA'
  | 'body'
  | 'dot'
  | 'RSET'

/** What the server does instead of the usual reply. */
export interface Step {
  readonly at: Stage
  /** Only when the command holds this. */
  readonly when?: string
  /** Lines joined by `\r\n`; a text without a line break at its end is sent as an unfinished reply. */
  readonly reply?: string
  readonly end?: 'hang up' | 'reset'
  /** Milliseconds between the bytes of the reply. */
  readonly trickle?: number
  /** Not once but every time. */
  readonly always?: boolean
}

export interface ScriptedSmtp {
  readonly url: string
  /** What was said to the server, message bodies left out. */
  readonly commands: string[]
  /** The messages that came with their final dot. */
  readonly bodies: string[]
  connections: number
  close(): Promise<void>
}

const usual: Readonly<Record<Stage, string>> = {
  connect: '220 scripted ESMTP\r\n',
  EHLO: '250-scripted\r\n250 8BITMIME\r\n',
  STARTTLS: '220 go ahead\r\n',
  AUTH: '235 welcome\r\n',
  'MAIL FROM': '250 sender ok\r\n',
  'RCPT TO': '250 recipient ok\r\n',
  DATA: '354 go on\r\n',
  body: '',
  dot: '250 taken\r\n',
  RSET: '250 reset\r\n',
}

/** A mail server over plain TCP that keeps to a script, and is polite where the script says nothing. */
export async function openScriptedSmtp(steps: readonly Step[] = []): Promise<ScriptedSmtp> {
  const left = [...steps]
  const sockets = new Set<Socket>()
  const script = { commands: [] as string[], bodies: [] as string[], connections: 0 }
  const server = createServer((socket) => {
    script.connections += 1
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined))
    const act = (stage: Stage, line = ''): string => {
      const index = left.findIndex((step) => step.at === stage && line.includes(step.when ?? ''))
      const step = left[index]
      if (step && !step.always) left.splice(index, 1)
      const reply = step ? (step.reply ?? '') : usual[stage]
      if (step?.trickle !== undefined) void trickle(socket, reply, step.trickle)
      else if (reply !== '') socket.write(reply)
      if (step?.end === 'hang up') socket.end().destroySoon()
      // A reset overtakes what was just written, so the client reads that first.
      if (step?.end === 'reset') setTimeout(() => socket.resetAndDestroy(), reply === '' ? 0 : 50)
      return reply
    }
    listenTo(socket, act, script)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(script, {
    url: `smtp://127.0.0.1:${port}?pool=1`,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  })
}

async function trickle(socket: Socket, reply: string, milliseconds: number): Promise<void> {
  for (const byte of Buffer.from(reply)) {
    if (socket.destroyed) return
    socket.write(Buffer.of(byte))
    await delay(milliseconds)
  }
}

/** Does what the script says and returns the reply. */
type Act = (stage: Stage, line?: string) => string

function listenTo(socket: Socket, act: Act, heard: Pick<ScriptedSmtp, 'commands' | 'bodies'>): void {
  let buffer = ''
  let inBody = false
  const readBody = (): boolean => {
    const end = `\r\n${buffer}`.indexOf('\r\n.\r\n')
    if (end < 0) return false
    heard.bodies.push(buffer.slice(0, end))
    buffer = buffer.slice(end + 3)
    inBody = false
    act('dot')
    return true
  }
  const readCommand = (): boolean => {
    const end = buffer.indexOf('\r\n')
    if (end < 0) return false
    const line = buffer.slice(0, end)
    buffer = buffer.slice(end + 2)
    heard.commands.push(line)
    if (line === 'QUIT') socket.end('221 bye\r\n')
    const stage = stageOf(line)
    const reply = stage ? act(stage, line) : ''
    inBody = stage === 'DATA' && reply.startsWith('354')
    return true
  }
  socket.setEncoding('latin1').on('data', (text: string) => {
    if (inBody && buffer === '') act('body')
    buffer += text
    while (!socket.destroyed && (inBody ? readBody() : readCommand()));
  })
  act('connect')
}

function stageOf(line: string): Stage | undefined {
  const stages: readonly Stage[] = ['EHLO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO', 'DATA', 'RSET']
  return stages.find((stage) => line.startsWith(stage))
}
