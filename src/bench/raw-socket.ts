import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A line of the message, as long as RFC 5322 likes them. */
const line = 'What the sea keeps it keeps in salt, said the harbour master, and shut the book.\r\n'

const finalDot = Buffer.from('\r\n.\r\n')

/** Answers every command and throws the messages away, unread but for their end. */
function listen(port: number): void {
  createServer({ noDelay: true }, (socket) => {
    let inMessage = false
    let rest = Buffer.alloc(0)
    socket.on('error', () => undefined).write('220 raw ESMTP\r\n')
    socket.on('data', (chunk) => {
      let input = Buffer.concat([rest, chunk])
      for (;;) {
        const end = input.indexOf(inMessage ? finalDot : '\r\n')
        if (end < 0) break
        const command = inMessage ? 'DOT' : input.toString('latin1', 0, Math.min(end, 4)).toUpperCase()
        input = input.subarray(end + (inMessage ? finalDot.length : 2))
        inMessage = command === 'DATA'
        socket.write(replyTo(command))
        if (command === 'QUIT') socket.end()
      }
      // Only what may be the start of the final dot is kept of a message.
      rest = Buffer.from(inMessage ? input.subarray(-finalDot.length + 1) : input)
    })
  }).listen(port, '127.0.0.1')
}

function replyTo(command: string): string {
  if (command === 'EHLO') return '250-raw\r\n250-PIPELINING\r\n250 8BITMIME\r\n'
  if (command === 'DATA') return '354 go on\r\n'
  return command === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n'
}

interface Load {
  readonly port: number
  readonly messages: number
  readonly bytes: number
  readonly connections: number
}

/** Sends so many messages over so many connections, a pipelined envelope and a message at a time. */
async function flood({ port, messages, bytes, connections }: Load): Promise<void> {
  const message = Buffer.concat([
    Buffer.from(`Subject: raw\r\n\r\n${line.repeat(Math.ceil(bytes / line.length))}`),
    finalDot.subarray(2),
  ])
  let left = messages
  const takeTurn = (): boolean => left-- > 0
  await Promise.all(
    Array.from({ length: connections }, () => sendAll(connect(port, '127.0.0.1'), message, takeTurn)),
  )
}

const envelope = 'MAIL FROM:<weekly@bench.example>\r\nRCPT TO:<reader@bench.example>\r\nDATA\r\n'

async function sendAll(socket: Socket, message: Buffer, takeTurn: () => boolean): Promise<void> {
  let text = ''
  let isGreeted = false
  let isSent = false
  const next = (): void => {
    isSent = false
    if (takeTurn()) socket.write(envelope)
    else socket.end('QUIT\r\n')
  }
  const take = (reply: string): void => {
    if (reply.startsWith('220')) socket.write('EHLO raw\r\n')
    else if (reply.startsWith('354')) isSent = socket.write(message) || true
    else if (!isGreeted || isSent) {
      isGreeted = true
      next()
    }
  }
  socket.setNoDelay(true).setEncoding('latin1')
  socket.on('data', (piece: string) => {
    const lines = (text + piece).split('\r\n')
    text = lines.pop() ?? ''
    for (const reply of lines) if (reply[3] !== '-') take(reply)
  })
  await once(socket, 'close')
}

const [role, port = '0', messages = '0', bytes = '0', connections = '1'] = process.argv.slice(2)
if (role === 'sink') listen(Number(port))
else
  await flood({
    port: Number(port),
    messages: Number(messages),
    bytes: Number(bytes),
    connections: Number(connections),
  })
