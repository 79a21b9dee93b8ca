import { SMTPServer } from 'smtp-server'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

interface SunkMail {
  readonly to: string
  readonly from: string
  readonly source: string
  readonly messageId: string
}

export interface SinkOptions {
  /** An SMTP reply such as `550 5.1.1 no such user` for a recipient; undefined takes the mail. */
  readonly refuse?: (address: string) => string | undefined
  /** Called with a complete message before its 250 goes out. */
  readonly beforeReply?: (mail: SunkMail) => Promise<void>
}

/** A mail server that keeps in memory what it took, in the order of its 250 replies. */
export interface SmtpSink {
  readonly url: string
  readonly mails: SunkMail[]
  close(): Promise<void>
}

export async function openSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const mails: SunkMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(address, _session, callback) {
      const reply = options.refuse?.(address.address)
      callback(reply === undefined ? undefined : smtpError(reply))
    },
    onData(stream, session, callback) {
      const take = async (): Promise<void> => {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const source = Buffer.concat(chunks).toString('utf8')
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
        const messageId = /^Message-ID: (.*)$/im.exec(source)?.[1]?.trim() ?? ''
        const mail = { to: session.envelope.rcptTo[0]?.address ?? '', from, source, messageId }
        mails.push(mail)
        await options.beforeReply?.(mail)
      }
      void answer(take, callback)
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function smtpError(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
}

async function answer(take: () => Promise<void>, callback: (error?: Error) => void): Promise<void> {
  try {
    await take()
    callback()
  } catch (error) {
    callback(error instanceof Error ? error : new Error(String(error)))
  }
}
