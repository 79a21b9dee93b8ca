import type { Generated, JSONColumnType } from 'kysely'
import type { Instant } from './column-types.ts'
import type { DeliveryCounts, DeliveryState } from './values.ts'

/** One recipient of one issue, partitioned by issue; `seq` is dense from 1. */
export interface DeliveryTable {
  issue_id: number
  seq: number
  subscriber_id: number
  state: Generated<DeliveryState>
  epoch: Generated<number>
  attempt: Generated<number>
  phase: string | null
  code: number | null
  response: string | null
  attempted_at: Date | null
  finished_at: Date | null
  /** When a recipient was put off for the first time. */
  deferred_at: Date | null
}

export interface DeliveryRetryTable {
  issue_id: number
  seq: number
  next_at: Instant
}

/** Up to 500 recipients that one worker holds under a lease on the database's clock. */
export interface ChunkTable {
  issue_id: number
  n: number
  seq_from: number
  seq_to: number
  not_before: Instant
  owner: string | null
  epoch: Generated<number>
  lease_until: Date | null
  done_at: Date | null
  /** Its recipients by state, true while nobody holds it. */
  counts: JSONColumnType<DeliveryCounts> | null
  released_at: Date | null
  /** Whether it waits for its day of a warm-up, which no one brings forward. */
  warm_up: Generated<boolean>
}
