import type { Database } from '../db/database.ts'
import type { RenderNeeds } from '../digest/render-issue.ts'
import type { Failpoint } from '../failpoints.ts'
import type { Logger } from '../log.ts'
import type { Mailer } from '../mail/transport.ts'
import type { Unsubscribes } from '../subscribers/open-unsubscribes.ts'
import type { Clock } from '../time.ts'
import type { AcceptanceProbe } from './acceptance-probe.ts'
import type { Clocks } from './lease.ts'
import type { Ledger } from './ledger.repository.ts'
import type { OutcomeJournal } from './outcome-journal.ts'
import type { FrozenLetter, LetterNeeds, StoredLetter } from './write-mail.ts'

export interface DeliverNeeds extends RenderNeeds, LetterNeeds {
  readonly db: Database
  readonly ledger: Ledger
  readonly journal: OutcomeJournal
  readonly letterOf: (stored: StoredLetter) => FrozenLetter
  readonly logger: Logger
  readonly mailer: Mailer
  /** Who left while the database was away. */
  readonly leavers: Pick<Unsubscribes, 'replay'>
  /** How many mails the mailer has on their way at once. */
  readonly connections: number
  /** Whom to ask what became of a mail without an answer; null when there is nobody. */
  readonly probe: AcceptanceProbe | null
  readonly now: Clock
  readonly clocks: Clocks
  /** Who signs the leases of this process. */
  readonly owner: string
  readonly timing: DeliveryTiming
  readonly failpoint: Failpoint
  /** Where this host keeps how far the log of the database had come. */
  readonly walMarkFile: string
  /** Aborted when the process is told to stop: the batch in hand is finished, no other begun. */
  readonly stopping: AbortSignal
}

export interface DeliveryTiming {
  readonly leaseSeconds: number
  /** How long after its attempt a message may still be answered for by a worker that only seems dead. */
  readonly doubtSeconds: number
}

/** The lease, and the ten minutes that RFC 5321 4.5.3.2.6 gives a server to answer the final dot. */
export const usualTiming: DeliveryTiming = { leaseSeconds: 60, doubtSeconds: 660 }

/** Chunks that a process works at a time: while a batch of one is mailed, the next of the other is taken. */
export const chunksAtOnce = 2

/** Outcomes that may be known to a process and not yet to the ledger. */
const mostUnwritten = 25

/**
 * Recipients whose attempt is committed before the first of them is mailed. The batches of all chunks in hand together
 * bound what a host that is lost for good leaves in doubt: the connections and 25 more.
 */
export function batchSizeOf(connections: number): number {
  return Math.max(1, Math.floor((connections + mostUnwritten) / chunksAtOnce))
}
