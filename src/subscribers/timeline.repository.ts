import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { DeliveryState } from '../db/values.ts'

/** What became of one issue for one person. */
export interface IssueStep {
  readonly slug: string
  readonly state: DeliveryState
  readonly code: number | null
  readonly at: Date
}

/** The issues that were meant for a person, the oldest first. */
export async function listIssueSteps(
  db: Connection,
  subscriberId: number,
  newsletterId: number,
): Promise<IssueStep[]> {
  const { rows } = await sql<IssueStep>`
    SELECT issue.slug, delivery.state, delivery.code,
      coalesce(delivery.finished_at, delivery.attempted_at, issue.frozen_at, issue.created_at) AS at
    FROM issue JOIN delivery ON delivery.issue_id = issue.id
    WHERE issue.newsletter_id = ${newsletterId} AND delivery.subscriber_id = ${subscriberId}
    ORDER BY issue.id`.execute(db)
  return rows
}
