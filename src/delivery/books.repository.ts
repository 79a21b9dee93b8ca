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
      SELECT delivery.state, count(*) FROM chunk JOIN delivery
        ON delivery.issue_id = ${issueId} AND delivery.seq BETWEEN chunk.seq_from AND chunk.seq_to
      WHERE chunk.issue_id = ${issueId} AND (chunk.owner IS NOT NULL OR chunk.counts IS NULL)
      GROUP BY delivery.state) AS part
    GROUP BY state`.execute(db)
  return Object.fromEntries(rows.map((row) => [row.state, row.total]))
}

/** Outcomes of the last minute: how many, and how many seconds passed since the first of them. */
export interface LastMinute {
  readonly outcomes: number
  readonly seconds: number
}

export async function readLastMinute(db: Connection, issueId: number): Promise<LastMinute> {
  const { rows } = await sql<LastMinute>`
    SELECT count(*) AS outcomes,
      coalesce(extract(epoch FROM clock_timestamp() - min(delivery.finished_at)), 0)::float8 AS seconds
    FROM chunk JOIN delivery
      ON delivery.issue_id = ${issueId} AND delivery.seq BETWEEN chunk.seq_from AND chunk.seq_to
    WHERE chunk.issue_id = ${issueId}
      AND (chunk.owner IS NOT NULL OR chunk.released_at > clock_timestamp() - interval '60 seconds')
      AND delivery.finished_at > clock_timestamp() - interval '60 seconds' AND delivery.state <> 'skipped'`.execute(
    db,
  )
  return rows[0] ?? { outcomes: 0, seconds: 0 }
}
