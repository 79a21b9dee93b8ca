/** How long each step may take, in milliseconds. */
export interface SmtpTimeouts {
  /** Until the TCP connection stands. */
  readonly connect: number
  readonly greeting: number
  /** MAIL, RCPT, and every command that has no time of its own. */
  readonly command: number
  readonly data: number
  /** For every 64 KiB of the message. */
  readonly block: number
  readonly finalDot: number
  /** How long a connection without work is kept. */
  readonly idle: number
}

const second = 1000
const minute = 60 * second

/** The patience of RFC 5321 4.5.3.2; connecting and idling are ours to choose. */
export const usualTimeouts: SmtpTimeouts = {
  connect: 30 * second,
  greeting: 5 * minute,
  command: 5 * minute,
  data: 2 * minute,
  block: 3 * minute,
  finalDot: 10 * minute,
  idle: 30 * second,
}
