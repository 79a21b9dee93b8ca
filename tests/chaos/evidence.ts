import type { IssueBooks } from '../../src/delivery/read-status.ts'
import type { SinkRecord } from './sink-log.ts'

/** A row of the ledger as it stands at the end of a run. */
export interface LedgerRow {
  readonly seq: number
  readonly subscriberId: number
  readonly email: string
  readonly state: string
  readonly attempt: number
  readonly epoch: number
}

/** What the faults of a run may have cost, as those who caused them count it. */
export interface Damage {
  /** Processes that sent and were killed, or were taken for dead while they were paused or cut off. */
  kills: number
  /** Messages whose connection was cut when they may have been between their final dot and its reply. */
  cutAtDot: number
}

/** Someone who left while the issue went out. */
export interface Leaver {
  readonly email: string
  readonly committedAt: number
}

/** All that is known of a run: what the mail server says, what the ledger says, and what was done to both. */
export interface Evidence {
  readonly sink: readonly SinkRecord[]
  readonly ledger: readonly LedgerRow[]
  readonly books: readonly IssueBooks[]
  readonly damage: Damage
  readonly leavers: readonly Leaver[]
  /** Writes under an epoch that was not the chunk's, and epochs that fell, as triggers in the database saw them. */
  readonly staleWrites: number
  readonly fallenEpochs: number
  readonly issuesOfSlot: number
  readonly frozenAt: number
  readonly contentHashes: readonly string[]
  /** Acknowledged unsubscribes that the database does not know. */
  readonly lostLeavers: readonly string[]
  /** Whom a personal link speaks for, undefined when it is no link of ours. */
  readonly subscriberOf: (link: string) => number | undefined
  readonly slowestRecoveryMs: number
}
