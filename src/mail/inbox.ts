import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { callbackify } from 'node:util'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { AppError, errorCode, errorText } from '../errors.ts'
import { systemClock } from '../time.ts'
import { createInboxIds } from './inbox-id.ts'
import { storeMail, type MailFile } from './store-mail.ts'

const maxBytes = 10 * 1024 * 1024
const closeTimeoutMs = 1000

/** A mail server on this machine that delivers nothing and keeps everything. */
export interface Inbox {
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts a capture inbox on a free port of 127.0.0.1: it takes any mail of up to 10 MB and answers 250 once the
 * mail is on disk as an `.eml` file in `folder`. A folder that cannot be written is `bad_config`.
 */
export async function openInbox(folder: string): Promise<Inbox> {
  await requireWritable(folder)
  const nextId = createInboxIds(systemClock)
  const answer = callbackify((mail: SMTPServerDataStream, id: string) =>
    capture(mail, { folder, id, maxBytes }),
  )
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: maxBytes,
    closeTimeout: closeTimeoutMs,
    logger: false,
    onData(mail, _session, done) {
      answer(mail, nextId(), done)
    },
  })
  // A client that hangs up in the middle of a dialogue is its own affair.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${portOf(server)}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The text of the 250, or an error with the code of the refusal (RFC 5321, 4.2.3). */
async function capture(mail: SMTPServerDataStream, file: MailFile): Promise<string> {
  try {
    await storeMail(mail, file)
    return `Captured as ${file.id}`
  } catch (error) {
    const responseCode = errorCode(error) === 'too_large' ? 552 : 452
    const text = `The mail could not be captured: ${errorText(error)}`.replace(/\s+/g, ' ')
    throw Object.assign(new Error(text, { cause: error }), { responseCode })
  }
}

async function requireWritable(folder: string): Promise<void> {
  const probe = path.join(folder, `.probe-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, '')
    await rm(probe, { force: true })
  } catch (cause) {
    throw new AppError(
      'bad_config',
      `Mail cannot be captured in ${folder}: let Recap write there, choose another DATA_DIR, or set SMTP_URL.`,
      { cause },
    )
  }
}

function portOf(server: SMTPServer): number {
  const address = server.server.address()
  if (address === null || typeof address === 'string') {
    throw new AppError('internal', 'The inbox listens on no port; start it again.')
  }
  return address.port
}
