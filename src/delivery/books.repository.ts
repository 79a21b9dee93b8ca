import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { DeliveryCounts, DeliveryState } from '../db/values.ts'

/** Recipients of an issue by state at one instant: a chunk that nobody holds keeps its count, others are counted now. */
export async function readCounts(db: Connection, issueId: number): Promise<DeliveryCounts> {
  const { rows } = await sql<{ state: DeliveryState; total: number }>`
    SELECT state, sum(n)::bigint AS total FROM (
      SELECT entry.key AS state, entry.value::integer AS n
      FROM chunk CROSS JOIN LATERAL jsonb_each_text(chunk.counts) AS entry
      WHERE chunk.issue_id = ${issueId} AND chunk.owner IS NULL
      UNION ALL
      SELECT held.state, held.n FROM chunk CROSS JOIN LATERAL (
        SELECT delivery.state, count(*) AS n FROM delivery
        WHERE delivery.issue_id = ${issueId} AND delivery.seq BETWEEN chunk.seq_from AND chunk.seq_to
        GROUP BY delivery.state) AS held
      WHERE chunk.issue_id = ${issueId} AND (chunk.owner IS NOT NULL OR chunk.counts IS NULL)) AS part
    GROUP BY state`.execute(db)
  return Object.fromEntries(rows.map((row) => [row.state, row.total]))
}

/** Outcomes of late: how many, and how many seconds passed since the first of them. */
export interface LateOutcomes {
  readonly outcomes: number
  readonly seconds: number
}

/** So many chunks in a minute tell of ten seconds what fewer tell of a minute. */
const manyChunks = 8

/**
 * Outcomes of the last minute, or of ten seconds where that is enough to tell. Chunk by chunk, so that the ledger is
 * found by its numbers and never read from end to end: somebody may be watching twice a second.
 */
export async function readLateOutcomes(db: Connection, issueId: number): Promise<LateOutcomes> {
  const { rows } = await sql<LateOutcomes>`
    WITH late AS (
      SELECT clock_timestamp() - interval '1 second' * CASE WHEN count(*) > ${manyChunks} THEN 10 ELSE 60 END AS start
      FROM chunk WHERE issue_id = ${issueId} AND released_at > clock_timestamp() - interval '60 seconds'
    )
    SELECT coalesce(sum(part.outcomes), 0)::integer AS outcomes,
      coalesce(extract(epoch FROM clock_timestamp() - min(part.first)), 0)::float8 AS seconds
    FROM late JOIN chunk ON chunk.issue_id = ${issueId}
      AND (chunk.owner IS NOT NULL OR chunk.released_at > late.start)
    CROSS JOIN LATERAL (
      SELECT count(*) AS outcomes, min(delivery.finished_at) AS first FROM delivery
      WHERE delivery.issue_id = ${issueId} AND delivery.seq BETWEEN chunk.seq_from AND chunk.seq_to
        AND delivery.finished_at > late.start AND delivery.state <> 'skipped') AS part`.execute(db)
  return rows[0] ?? { outcomes: 0, seconds: 0 }
}
