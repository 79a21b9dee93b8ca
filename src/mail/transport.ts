import type { Logger } from '../log.ts'
import { parseSmtpUrl, type SmtpServer } from '../smtp-url.ts'
import { paceSign } from './domain-pace.ts'
import { openDomainPaces } from './domain-paces.ts'
import type { TakeShare } from './rate-gate.ts'
import { ownRate } from './shared-rate.ts'
import type { Outcome } from './read-verdict.ts'
import { pathAddress } from './smtp-address.ts'
import { SmtpDispatch } from './smtp-dispatch.ts'
import { usualTimeouts, type SmtpTimeouts } from './smtp-timeouts.ts'
import { wireMessage, type CheckedSegments, type Message } from './wire-message.ts'

/** The envelope of SMTP: where a bounce goes, and the one recipient. */
interface Envelope {
  readonly from: string
  readonly to: string
  /** Asked when a connection is free for the message; after a no it is `not_sent`. */
  readonly mayStart?: () => boolean
}

/** The way to the mail servers. */
export interface Mailer {
  /** Hands one finished message over and tells what became of it; does not throw, and repeats nothing of which a byte left. */
  send(envelope: Envelope, message: Message): Promise<Outcome>
  /** Messages under way are finished; those that wait come back as `not_sent`. */
  close(): void
}

export interface MailerOptions {
  readonly logger?: Logger
  readonly timeouts?: Partial<SmtpTimeouts>
  /** Certificates in PEM to trust instead of those of the system. */
  readonly trust?: string
  /** Where the rate of a server is counted over all machines; not set: this process alone. */
  readonly shareOf?: (server: SmtpServer) => TakeShare
}

/** Opens the way to one or more `smtp(s)://user:password@host:port?pool=20` servers, in order of preference. */
export function openMailer(smtpUrls: string | readonly string[], options: MailerOptions = {}): Mailer {
  const servers = [smtpUrls].flat().map(parseSmtpUrl)
  const { timeouts: given, shareOf = ownRate, ...rest } = options
  const needs = { ...rest, timeouts: { ...usualTimeouts, ...given }, now: () => performance.now(), shareOf }
  const dispatch = new SmtpDispatch(servers, needs)
  const paces = openDomainPaces(needs.now)
  const checked: CheckedSegments = new WeakSet()
  return {
    async send(envelope, message) {
      const from = pathAddress(envelope.from)
      const to = pathAddress(envelope.to)
      if (!from || !to || to.path === '') return badAddress
      const passage = await paces.enter(to.domain)
      if (typeof passage === 'number') return slowDomain(to.domain, passage)
      const transaction = {
        from: from.path,
        to: to.path,
        needsUtf8: from.needsUtf8 || to.needsUtf8,
        message: wireMessage(message, checked),
      }
      const { outcome, failure } = await dispatch.send({
        transaction,
        mayStart: envelope.mayStart ?? always,
      })
      passage.leave(paceSign(outcome, failure))
      return outcome
    },
    close: () => dispatch.close(),
  }
}

const always = (): boolean => true

const badAddress: Outcome = {
  kind: 'rejected',
  code: 553,
  response: '553 The address cannot stand in an SMTP command; it was not sent',
}

function slowDomain(domain: string, waitMs: number): Outcome {
  const response = `${domain} does not keep up and is left alone for a while`
  return { kind: 'not_sent', response, cause: 'domain', waitMs: Math.ceil(waitMs) }
}
