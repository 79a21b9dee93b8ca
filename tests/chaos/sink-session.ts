import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { SinkLog } from './sink-log.ts'

/** How the server treats mail from now on; `share` is the part of messages that is treated so. */
export type SinkMode =
  /** `replyMs` is how long a message waits for its reply. */
  | { readonly kind: 'take'; readonly replyMs?: number }
  | { readonly kind: 'defer'; readonly code: 421 | 450 | 451 }
  | { readonly kind: 'greylist'; readonly seen?: true }
  | { readonly kind: 'hang-up-before-dot' | 'hang-up-after-dot' | 'reset-after-250'; readonly share: number }
  /** Says nothing more after this. */
  | { readonly kind: 'silent'; readonly stage: 'RCPT' | 'body' | 'dot' }
  | { readonly kind: 'close-every'; readonly messages: number }

interface Session {
  readonly socket: Socket
  readonly log: SinkLog
  readonly mode: () => SinkMode
  to: string
  messages: number
  pending: Buffer
  inBody: boolean
  /** The connection was given up: what still comes in on it is not heard. */
  isOver: boolean
  work: Promise<void>
}

/** How long a message takes to be answered for, as at a server across the world: faults need time to strike. */
const usualReplyMs = 40

/** Connections that wait for a reply which does not come. */
const silent = new Set<Socket>()

/** A server that has recovered knows nothing of its old connections. */
export function endSilence(): void {
  for (const socket of silent) socket.resetAndDestroy()
  silent.clear()
}

/** Who was turned away once by greylisting; a second try is let in. */
const greeted = new Set<string>()

export function serveSmtp(socket: Socket, log: SinkLog, mode: () => SinkMode): void {
  const session: Session = {
    socket,
    log,
    mode,
    to: '',
    messages: 0,
    pending: Buffer.alloc(0),
    inBody: false,
    isOver: false,
    work: Promise.resolve(),
  }
  socket.on('error', () => undefined)
  socket.write('220 sink ESMTP\r\n')
  socket.on('data', (data) => {
    // One after the other: a message that is being synced must not be overtaken by the next command.
    session.work = session.work.then(() => take(session, data)).catch(() => void socket.destroy())
  })
}

async function take(session: Session, data: Buffer): Promise<void> {
  session.pending = Buffer.concat([session.pending, data])
  while (!session.socket.destroyed && !session.isOver) {
    if (session.inBody && isStuckInBody(session)) return
    const end = session.pending.indexOf(session.inBody ? '\r\n.\r\n' : '\r\n')
    if (end < 0) return
    const unit = session.pending.subarray(0, end)
    session.pending = session.pending.subarray(end + (session.inBody ? 5 : 2))
    if (session.inBody) await takeMessage(session, unit)
    else await takeCommand(session, unit.toString('utf8'))
  }
}

/** The rest of a message is never read: the sender has been cut off, or hears nothing more, before the dot came in. */
function isStuckInBody(session: Session): boolean {
  const isCut = session.mode().kind === 'hang-up-before-dot' && isChosen(session)
  if (!isCut && !isSilentAfter(session, 'body')) return false
  turnAway(session, true)
  if (isCut) session.socket.resetAndDestroy()
  return true
}

/** Notes that the message in hand is not to be, and maybe gives the connection up. */
function turnAway(session: Session, isOver: boolean): void {
  session.isOver = isOver
  void session.log.append({ at: Date.now(), phase: 'turned-away', to: session.to })
}

async function takeCommand(session: Session, line: string): Promise<void> {
  const { socket } = session
  const verb = line.slice(0, 4).toUpperCase()
  if (verb === 'EHLO') socket.write('250-sink\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SMTPUTF8\r\n')
  else if (verb === 'MAIL') socket.write('250 2.1.0 sender\r\n')
  else if (verb === 'RCPT') await takeRecipient(session, line)
  else if (verb === 'DATA') {
    if (session.to === '') return void socket.write('503 5.5.1 no recipient\r\n')
    session.inBody = true
    socket.write('354 go on\r\n')
  } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n')
  else {
    session.to = ''
    socket.write('250 2.0.0 ok\r\n')
  }
}

async function takeRecipient(session: Session, line: string): Promise<void> {
  const to = /<([^>]*)>/.exec(line)?.[1] ?? ''
  await session.log.append({ at: Date.now(), phase: 'mail', to })
  session.to = to
  const refusal = refusalOf(session)
  if (isSilentAfter(session, 'RCPT')) return turnAway(session, true)
  if (refusal === undefined) return void session.socket.write('250 2.1.5 recipient\r\n')
  session.socket.write(`${refusal}\r\n`)
  turnAway(session, refusal.startsWith('421'))
  session.to = ''
  if (session.isOver) session.socket.end()
}

function refusalOf({ mode, to }: Session): string | undefined {
  const current = mode()
  if (current.kind === 'defer') return `${current.code} 4.3.2 not now`
  if (current.kind !== 'greylist' || greeted.has(to)) return undefined
  greeted.add(to)
  return '450 4.7.1 greylisted, come back later'
}

async function takeMessage(session: Session, body: Buffer): Promise<void> {
  const mode = session.mode()
  session.inBody = false
  session.messages += 1
  const isSilent = isSilentAfter(session, 'dot')
  const isCut = (mode.kind === 'hang-up-after-dot' || mode.kind === 'reset-after-250') && isChosen(session)
  await session.log.append({
    ...recordOf(session.to, body),
    ...((isCut || isSilent) && { unanswered: true }),
  })
  if (isSilent) return
  await delay(('replyMs' in mode && mode.replyMs) || usualReplyMs)
  if (isCut && mode.kind === 'hang-up-after-dot') return void session.socket.resetAndDestroy()
  session.socket.write('250 2.0.0 taken\r\n')
  // A reset can overtake the 250, and then nobody has read it.
  if (isCut) setTimeout(() => session.socket.resetAndDestroy(), 5)
  session.to = ''
  if (mode.kind !== 'close-every' || session.messages < mode.messages) return
  session.isOver = true
  session.socket.end('421 4.7.0 enough on this connection\r\n')
}

function recordOf(to: string, body: Buffer) {
  const source = body.toString('latin1')
  const messageId = /^Message-ID:\s*(\S+)/im.exec(source)?.[1] ?? ''
  const comparable = source.replace(/^DKIM-Signature:.*\r\n([ \t].*\r\n)*/im, '')
  const unfolded = source.replace(/=\r\n/g, '').replace(/=3D/g, '=')
  const links = [
    ...new Set([...unfolded.matchAll(/\/(?:unsubscribe|preferences)\/[\w.~-]+/g)].map(([path]) => path)),
  ]
  const hash = createHash('sha256').update(comparable, 'latin1').digest('hex')
  return { at: Date.now(), phase: 'taken' as const, to, messageId, hash, links }
}

function isSilentAfter({ mode, socket }: Session, stage: 'RCPT' | 'body' | 'dot'): boolean {
  const current = mode()
  const isSilent = current.kind === 'silent' && current.stage === stage
  if (isSilent) silent.add(socket)
  return isSilent
}

/** The same messages are chosen whatever the timing: by the recipient, not by a die. */
function isChosen({ mode, to }: Session): boolean {
  const { share = 1 } = mode() as { share?: number }
  return createHash('sha256').update(to).digest().readUInt16BE(0) / 65_536 < share
}
