import { AppError } from '../errors.ts'
import { parseSmtpUrl } from '../smtp-url.ts'
import { connectSmtp, type ConnectOptions } from './smtp-connect.ts'
import { asFailure, failureText } from './smtp-failure.ts'
import { SmtpSession } from './smtp-session.ts'
import { usualTimeouts } from './smtp-timeouts.ts'

/** What a mail server is like once we are logged in. */
export interface ServerReport {
  readonly label: string
  readonly isLoggedIn: boolean
  readonly isEncrypted: boolean
  /** Whether it takes addresses with letters beyond ASCII (RFC 6531). */
  readonly offersUtf8: boolean
  /** Bytes of the largest message it takes (RFC 1870); null when it does not say. */
  readonly largestMessage: number | null
}

/** Connects to the server of an address, logs in, looks around and leaves; `unreachable` when that fails. */
export async function examineServer(
  smtpUrl: string,
  options: Partial<ConnectOptions> = {},
): Promise<ServerReport> {
  const server = parseSmtpUrl(smtpUrl)
  const { timeouts = usualTimeouts, ...rest } = options
  try {
    const link = await connectSmtp(server, { timeouts, ...rest })
    const session = await SmtpSession.open(link, timeouts)
    session.quit()
    return {
      label: server.label,
      isLoggedIn: server.login !== null,
      isEncrypted: link.isEncrypted,
      offersUtf8: session.extensions.has('SMTPUTF8'),
      largestMessage: Number(session.extensions.get('SIZE')) || null,
    }
  } catch (failure) {
    const said = failureText(asFailure(failure))
    throw new AppError('unreachable', `${server.label} cannot be used: ${said}`, { cause: failure })
  }
}
