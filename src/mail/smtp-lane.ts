import type { Logger } from '../log.ts'
import type { SmtpServer } from '../smtp-url.ts'
import { afterFault, closedBreaker, isLeftAlone, isOnTrial } from './lane-breaker.ts'
import type { LaneView } from './choose-lane.ts'
import { openRateGate, type TakeShare } from './rate-gate.ts'
import { connectSmtp } from './smtp-connect.ts'
import { asFailure, failureText, isLastingFault, type SmtpFailure } from './smtp-failure.ts'
import type { Transaction } from './smtp-commands.ts'
import { SmtpSession, type Transacted } from './smtp-session.ts'
import type { SmtpTimeouts } from './smtp-timeouts.ts'

export interface LaneNeeds {
  readonly timeouts: SmtpTimeouts
  readonly trust?: string
  readonly logger?: Logger
  readonly now: () => number
  /** Where the rate of all machines is counted; not needed by a server without a rate. */
  readonly shareOf: (server: SmtpServer) => TakeShare
  /** Called when a message may go that could not go before. */
  readonly onReady: () => void
}

/** How a message fared: transacted, or not begun at all, so that it may go another way. */
export type Ride = { readonly kind: 'done'; readonly result: Transacted } | { readonly kind: 'not begun' }

type Standing = Pick<LaneView, 'status' | 'waitMs'>

/** One server: its warm connections, its rate, and whether it can be used at all. */
export class SmtpLane {
  readonly server: SmtpServer
  /** Why it was last left alone, for the outcome of messages that found no server. */
  lastFault = ''
  readonly #needs: LaneNeeds
  readonly #gate
  readonly #idle: SmtpSession[] = []
  #riding = 0
  #breaker = closedBreaker
  #lacksUtf8 = false
  #isClosing = false

  constructor(server: SmtpServer, needs: LaneNeeds) {
    this.server = server
    this.#needs = needs
    const { onReady, shareOf } = needs
    this.#gate =
      server.rate === null ? null : openRateGate({ rate: server.rate, takeShare: shareOf(server), onReady })
  }

  /** Whether a message may go this way now. */
  standing(needsUtf8: boolean): Standing {
    const now = this.#needs.now()
    if (needsUtf8 && this.#lacksUtf8) return { status: 'unfit', waitMs: 0 }
    if (isLeftAlone(this.#breaker, now)) {
      return { status: 'down', waitMs: Math.ceil((this.#breaker.openUntil ?? now) - now) }
    }
    if (isOnTrial(this.#breaker, now) && this.#riding > 0) return { status: 'trying', waitMs: 0 }
    const isFree = this.#riding < this.server.pool && (this.#gate?.isOpen() ?? true)
    return { status: isFree ? 'free' : 'full', waitMs: 0 }
  }

  /** Takes one message over a connection of this server, warm or new. */
  async ride(transaction: Transaction): Promise<Ride> {
    this.#riding += 1
    this.#gate?.pass()
    try {
      const session = this.#warmSession() ?? (await this.#connect())
      return session ? await this.#transact(session, transaction) : { kind: 'not begun' }
    } finally {
      this.#riding -= 1
    }
  }

  /** Connections in use end with their message, the others at once. */
  close(): void {
    this.#isClosing = true
    this.#gate?.close()
    for (const session of this.#idle.splice(0)) session.quit()
  }

  #warmSession(): SmtpSession | undefined {
    for (;;) {
      const session = this.#idle.pop()
      if (!session || session.isOpen) return session
    }
  }

  async #connect(): Promise<SmtpSession | undefined> {
    const { timeouts } = this.#needs
    try {
      const link = await connectSmtp(this.server, this.#needs)
      const session = await SmtpSession.open(link, timeouts)
      this.#lacksUtf8 = !session.extensions.has('SMTPUTF8')
      return session
    } catch (error) {
      this.#countFault(asFailure(error))
      return undefined
    }
  }

  async #transact(session: SmtpSession, transaction: Transaction): Promise<Ride> {
    if (transaction.needsUtf8 && this.#lacksUtf8) {
      this.#release(session)
      return { kind: 'not begun' }
    }
    const wasWarm = session.accepted > 0
    const result = await session.transact(transaction)
    if (result.failure && isLastingFault(result.failure)) session.quit()
    else this.#release(session)
    const { outcome, failure, progress } = result
    const isVerdict = outcome.kind !== 'not_sent' && outcome.kind !== 'unknown'
    if (isVerdict) this.#countSuccess()
    else if (failure && (!wasWarm || isLastingFault(failure))) this.#countFault(failure)
    // A connection that served before has merely had its day; another one can take the message that never left.
    const isBegun = isVerdict || progress !== 'none' || !wasWarm
    return isBegun ? { kind: 'done', result } : { kind: 'not begun' }
  }

  #release(session: SmtpSession): void {
    if (!session.isOpen) return
    const isSpent = this.server.maxMessages !== null && session.begun >= this.server.maxMessages
    if (isSpent || this.#isClosing) session.quit()
    else this.#idle.push(session)
  }

  #countSuccess(): void {
    if (this.#breaker.openUntil !== null) {
      this.#needs.logger?.info({ server: this.server.label }, 'a mail server is back')
    }
    this.#breaker = closedBreaker
  }

  #countFault(failure: SmtpFailure): void {
    const before = this.#breaker.openUntil
    this.#breaker = afterFault(this.#breaker, this.#needs.now(), isLastingFault(failure))
    this.lastFault = failureText(failure)
    const { openUntil } = this.#breaker
    if (openUntil === null || openUntil === before) return
    const waitMs = openUntil - this.#needs.now()
    this.#needs.logger?.error(
      { server: this.server.label, reason: this.lastFault, waitMs },
      'a mail server cannot be used',
    )
  }
}
