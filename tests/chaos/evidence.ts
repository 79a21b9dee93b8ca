import type { IssueBooks } from '../../src/delivery/read-status.ts'
import type { SinkRecord } from './sink-log.ts'

/** A row of the ledger as it stands at the end of a run. */
export interface LedgerRow {
  readonly issueId: number
  readonly seq: number
  readonly subscriberId: number
  readonly email: string
  readonly state: string
  /** The Message-ID that its mail has to carry. */
  readonly messageId: string
}

/** What the faults of a run may have cost beside the processes that they killed, as those who caused them count it. */
export interface Damage {
  /** Processes that sent and were taken for dead while they were paused or cut off. */
  takenForDead: number
  /** Messages whose connection was cut when they may have been between their final dot and its reply. */
  cutAtDot: number
  /** Messages that a restored database does not know of, and that its operator let go out again. */
  forgotten: number
}

/** Someone who left while the issue went out. */
export interface Leaver {
  readonly email: string
  readonly committedAt: number
}

/** What a fault saw itself that must not be. */
export interface Finding {
  readonly invariant: string
  readonly told: string
}

/** All that is known of a run: what the mail server says, what the ledger says, and what was done to both. */
export interface Evidence {
  readonly sink: readonly SinkRecord[]
  /** Of every issue that was sent. */
  readonly ledger: readonly LedgerRow[]
  /** Readings over the whole run, the last one of each issue at its end. */
  readonly books: readonly IssueBooks[]
  readonly damage: Damage
  /** Processes that died by SIGKILL. */
  readonly killed: number
  readonly leavers: readonly Leaver[]
  /** Attempts and outcomes under an epoch that had no right to them, and epochs that fell, as triggers saw them. */
  readonly staleWrites: number
  readonly fallenEpochs: number
  /** Keys of slots that have more than one issue. */
  readonly doubledSlots: readonly string[]
  /** When each issue was frozen, by the database's clock. */
  readonly frozenAt: ReadonlyMap<number, number>
  /** Issues whose content changed after it was frozen. */
  readonly changedIssues: readonly number[]
  /** Acknowledged unsubscribes that the database does not know. */
  readonly lostLeavers: readonly string[]
  /** Whom a personal link speaks for, undefined when it is no link of ours. */
  readonly subscriberOf: (link: string) => number | undefined
  readonly slowestRecoveryMs: number
  readonly findings: readonly Finding[]
}
