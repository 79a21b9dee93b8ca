import type { Socket } from 'node:net'
import { openDeadline } from './deadline.ts'
import { commandLine, extensionsIn, type Transaction } from './smtp-commands.ts'
import type { SmtpLink } from './smtp-connect.ts'
import { asFailure, clip, refusalOf, type MessageCommand, type SmtpFailure } from './smtp-failure.ts'
import { openReplyReader, type Reply } from './smtp-reply.ts'
import type { SmtpTimeouts } from './smtp-timeouts.ts'
import { readVerdict, type Outcome, type Progress } from './read-verdict.ts'

/** How a transaction ended; `failure` when it was not with the server's yes. */
export interface Transacted {
  readonly outcome: Outcome
  readonly progress: Progress
  readonly failure?: SmtpFailure
}

interface Running {
  readonly transaction: Transaction
  readonly settle: (transacted: Transacted) => void
  progress: Progress
  refusal?: SmtpFailure
}

type Command = MessageCommand | 'EHLO' | 'QUIT'

/** How long a server may take to hang up after our QUIT. */
const farewell = 2000

const blockSize = 64 * 1024

/** One logged-in connection: messages go over it one after the other, their commands pipelined (RFC 2920) if offered. */
export class SmtpSession {
  /** Messages that the server took. */
  accepted = 0
  /** Transactions begun. */
  begun = 0
  readonly #socket: Socket
  readonly #timeouts: SmtpTimeouts
  readonly #replies = openReplyReader()
  readonly #deadline = openDeadline(() => this.#miss())
  /** Commands whose replies are due, in order. */
  #owed: Command[] = []
  /** Commands that wait for the reply to the one before. */
  #unsent: MessageCommand[] = []
  #extensions: ReadonlyMap<string, string> = new Map()
  #running: Running | undefined
  #greeted: ((failure?: SmtpFailure) => void) | undefined
  #isOpen = true
  #needsReset = false

  /** Asks what the server can do over the connection as it is now; rejects with an `SmtpFailure`. */
  static async open(link: SmtpLink, timeouts: SmtpTimeouts): Promise<SmtpSession> {
    const session = new SmtpSession(link.socket, timeouts)
    await session.#greet(link.name)
    return session
  }

  private constructor(socket: Socket, timeouts: SmtpTimeouts) {
    this.#socket = socket
    this.#timeouts = timeouts
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', (error) => this.#end({ code: 'ESOCKET', message: error.message }))
    socket.on('close', () => this.#end({ code: 'ECONNECTION', message: 'The server closed the connection' }))
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** What the server offers, by names in capitals such as SMTPUTF8. */
  get extensions(): ReadonlyMap<string, string> {
    return this.#extensions
  }

  /** Hands one message over and tells how it ended; it does not reject. Only one at a time. */
  transact(transaction: Transaction): Promise<Transacted> {
    this.begun += 1
    return new Promise((settle) => {
      this.#running = { transaction, settle, progress: 'none' }
      if (!this.#isOpen) return this.#settle({ code: 'ECONNECTION', message: 'The connection is closed' })
      const commands: MessageCommand[] = ['MAIL FROM', 'RCPT TO', 'DATA']
      if (this.#needsReset) commands.unshift('RSET')
      this.#needsReset = false
      this.#unsent = commands
      this.#sendCommands(this.#extensions.has('PIPELINING') ? commands.length : 1)
    })
  }

  /** Says goodbye; only between messages. */
  quit(): void {
    if (!this.#isOpen) return
    this.#owed.push('QUIT')
    this.#socket.end('QUIT\r\n')
    this.#expectWithin(Math.min(farewell, this.#timeouts.command))
  }

  #greet(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#greeted = (failure) => (failure ? reject(failure) : resolve())
      this.#owed.push('EHLO')
      this.#socket.write(`EHLO ${name}\r\n`)
      this.#expectWithin(this.#timeouts.command)
    })
  }

  #sendCommands(count: number): void {
    const transaction = this.#running?.transaction
    if (!transaction) return
    const commands = this.#unsent.splice(0, count)
    this.#owed.push(...commands)
    this.#socket.write(commands.map((command) => commandLine(command, transaction)).join(''))
    this.#expectWithin(commands[0] === 'DATA' ? this.#timeouts.data : this.#timeouts.command)
  }

  #read(chunk: Buffer): void {
    try {
      for (const reply of this.#replies.push(chunk)) if (this.#isOpen) this.#take(reply)
    } catch (error) {
      this.#end(asFailure(error))
    }
  }

  #take(reply: Reply): void {
    const command = this.#owed.shift()
    if (command === undefined) return this.#end({ code: 'EPROTOCOL', message: `Unasked: ${reply.text}` })
    if (command === 'QUIT') return this.#end({ code: 'ECONNECTION', message: reply.text })
    if (command === 'EHLO') return this.#takeGreeting(reply)
    if (reply.code === 421) return this.#end(refusalOf(command, reply))
    if (command === 'dot') return this.#takeFinal(reply)
    if (command === 'DATA') return this.#takeData(reply)
    if (reply.code >= 300) {
      if (command === 'RSET' || reply.code < 400) return this.#end(refusalOf(command, reply))
      if (this.#running) this.#running.refusal ??= refusalOf(command, reply)
    }
    this.#goOn()
  }

  /** Without PIPELINING a refusal ends the transaction at once, and a yes lets the next command go. */
  #goOn(): void {
    if (this.#owed.length > 0) return this.#expectWithin(this.#timeouts.command)
    if (this.#running?.refusal) return this.#settle(this.#running.refusal)
    this.#sendCommands(1)
  }

  #takeGreeting(reply: Reply): void {
    if (reply.code !== 250)
      return this.#end({ ...refusalOf('MAIL FROM', reply), code: 'EPROTOCOL', command: 'EHLO' })
    this.#extensions = extensionsIn(reply)
    this.#greeted?.()
    this.#expectWithin(this.#timeouts.idle)
  }

  #takeData(reply: Reply): void {
    const running = this.#running
    if (!running) return
    const mayGoOn = reply.code < 400 && reply.code >= 300
    if (mayGoOn && !running.refusal) return this.#sendMessage(running)
    // Whoever refused and yet asks for the message waits for a dot that must not come (RFC 2920 3.1).
    if (reply.code < 400) return this.#end(running.refusal ?? refusalOf('DATA', reply))
    this.#settle(running.refusal ?? refusalOf('DATA', reply))
  }

  #sendMessage(running: Running): void {
    const { segments, size } = running.transaction.message
    running.progress = 'some'
    this.#owed.push('dot')
    this.#expectWithin(this.#timeouts.block * Math.ceil(size / blockSize))
    this.#socket.cork()
    segments.slice(0, -1).forEach((segment) => this.#socket.write(segment))
    this.#socket.write(segments.at(-1) ?? '', (error) => {
      if (error || this.#running !== running) return
      running.progress = 'all'
      this.#expectWithin(this.#timeouts.finalDot)
    })
    this.#socket.uncork()
  }

  #takeFinal(reply: Reply): void {
    const running = this.#running
    if (!running) return
    if (reply.code < 300) {
      this.accepted += 1
      this.#release()
      running.settle({
        outcome: { kind: 'accepted', code: reply.code, response: clip(reply.text) },
        progress: 'all',
      })
      return
    }
    const refusal = refusalOf('dot', reply)
    // Half a message stands between us and the next command.
    if (reply.code < 400 || running.progress !== 'all') return this.#end(refusal)
    this.#settle(refusal)
  }

  #settle(failure: SmtpFailure): void {
    const running = this.#running
    if (!running) return
    this.#needsReset = running.progress === 'none'
    this.#release()
    running.settle({ outcome: readVerdict(failure, running.progress), progress: running.progress, failure })
  }

  #release(): void {
    this.#running = undefined
    this.#unsent = []
    this.#expectWithin(this.#timeouts.idle)
  }

  #end(failure: SmtpFailure): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#deadline.clear()
    this.#socket.destroy()
    this.#greeted?.(failure)
    // A refusal that came before the end is the verdict all the same.
    this.#settle(this.#running?.refusal ?? failure)
  }

  #expectWithin(milliseconds: number): void {
    if (this.#isOpen) this.#deadline.within(milliseconds)
  }

  #miss(): void {
    if (!this.#running && this.#owed.length === 0) return this.quit()
    this.#end({ code: 'ETIMEDOUT', message: 'The server does not answer' })
  }
}
