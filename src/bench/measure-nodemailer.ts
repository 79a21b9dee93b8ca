import { createTransport } from 'nodemailer'
import type { DkimKey } from '../dkim-key.ts'

export interface PlainLetter {
  readonly from: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

export interface Load {
  readonly port: number
  readonly connections: number
  readonly messages: number
  /** Signs every message, as we do when it is set. */
  readonly dkim: DkimKey | undefined
}

/** Sends a letter to so many people as a plain loop over nodemailer's own pool does, and resolves to messages a second. */
export async function measureNodemailer(letter: PlainLetter, load: Load): Promise<number> {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port: load.port,
    ignoreTLS: true,
    maxConnections: load.connections,
    maxMessages: Number.POSITIVE_INFINITY,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(load.dkim && {
      dkim: {
        domainName: load.dkim.domain,
        keySelector: load.dkim.selector,
        privateKey: load.dkim.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    }),
  })
  const started = performance.now()
  let left = load.messages
  const loop = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await transport.sendMail({ ...letter, to: `reader${left}@town${left % 1000}.example` })
    }
  }
  try {
    await Promise.all(Array.from({ length: 2 * load.connections }, loop))
  } finally {
    transport.close()
  }
  return (load.messages * 1000) / (performance.now() - started)
}
