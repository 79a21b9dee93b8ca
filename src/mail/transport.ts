import { Readable } from 'node:stream'
import { createTransport, type SMTPPoolOptions } from 'nodemailer'
import { AppError } from '../errors.ts'
import { clip, readVerdict, type Outcome, type Progress } from './read-verdict.ts'

/** The envelope of SMTP: where a bounce goes, and the one recipient. */
interface Envelope {
  readonly from: string
  readonly to: string
}

/** The way to a mail server. */
export interface Mailer {
  /** Hands one finished message over and tells what became of it; it does not throw. */
  send(envelope: Envelope, message: Buffer): Promise<Outcome>
  /** Connects and logs in; throws `unreachable` when that fails. */
  verify(): Promise<void>
  close(): void
}

const defaultConnections = 20

/** A pool of connections to the server of an `smtp(s)://user:password@host:port?pool=20` address. */
export function openMailer(smtpUrl: string): Mailer {
  const transport = createTransport(poolOptions(smtpUrl))
  // Left to itself, nodemailer reads ahead while the server has not asked for the message yet.
  transport.use('stream', ({ data, message }, done) => {
    const body = data.raw
    if (body instanceof TrackedMessage) message.createReadStream = () => body
    done()
  })
  return {
    async send(envelope, message) {
      const body = new TrackedMessage(message)
      try {
        const info = await transport.sendMail({
          envelope: { from: envelope.from, to: [envelope.to] },
          raw: body,
        })
        return {
          kind: 'accepted',
          code: Number.parseInt(info.response, 10) || 250,
          response: clip(info.response),
        }
      } catch (error) {
        return readVerdict(error, body.progress)
      }
    },
    async verify() {
      try {
        await transport.verify()
      } catch (cause) {
        throw new AppError('unreachable', 'The mail server cannot be used. Check SMTP_URL and its login.', {
          cause,
        })
      }
    },
    close: () => transport.close(),
  }
}

function poolOptions(smtpUrl: string): SMTPPoolOptions & { pool: true } {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  return {
    pool: true,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    maxConnections: Number(url.searchParams.get('pool')) || defaultConnections,
    maxMessages: Number.POSITIVE_INFINITY,
    // A repeat is the ledger's decision: the pool may not make one behind its back.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** A message that knows how much of it was read, which decides whether a repeat can double it. */
class TrackedMessage extends Readable {
  progress: Progress = 'none'
  readonly #message: Buffer
  #offset = 0

  constructor(message: Buffer) {
    super()
    this.#message = message
  }

  override _read(size: number): void {
    this.progress = 'some'
    const piece = this.#message.subarray(this.#offset, this.#offset + size)
    this.#offset += piece.length
    if (piece.length > 0) this.push(piece)
    else this.#end()
  }

  #end(): void {
    this.progress = 'all'
    this.push(null)
  }
}
