import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'

export interface ChunkId {
  readonly issueId: number
  readonly n: number
}

/** A chunk that waits, with the epoch of its last claim: each claim needs a bell of its own. */
export interface WaitingChunk extends ChunkId {
  readonly epoch: number
}

/** A chunk under lease: only who knows its epoch may write outcomes. */
export interface Claim extends ChunkId {
  readonly epoch: number
  readonly seqFrom: number
  readonly seqTo: number
  readonly previousOwner: string | null
}

/** Who claims, for how long, and what time it is for him; leases run on the database's clock. */
export interface ClaimRequest extends ChunkId {
  readonly owner: string
  readonly leaseSeconds: number
  readonly now: Date
}

/** Takes a chunk that is open, due, free and of an issue that may be sent; undefined when there is none. */
export async function claimChunk(db: Connection, request: ClaimRequest): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`
    WITH free AS (
      SELECT chunk.issue_id, chunk.n, chunk.owner
      FROM chunk JOIN issue ON issue.id = chunk.issue_id
      WHERE chunk.issue_id = ${request.issueId} AND chunk.n = ${request.n}
        AND chunk.done_at IS NULL
        AND chunk.not_before <= ${request.now}
        AND (chunk.lease_until IS NULL OR chunk.lease_until < clock_timestamp())
        AND issue.status IN ('frozen', 'sending', 'settling')
      FOR UPDATE OF chunk SKIP LOCKED
    )
    UPDATE chunk
    SET owner = ${request.owner}, epoch = chunk.epoch + 1,
      lease_until = clock_timestamp() + ${request.leaseSeconds} * interval '1 second'
    FROM free
    WHERE chunk.issue_id = free.issue_id AND chunk.n = free.n
    RETURNING chunk.issue_id AS "issueId", chunk.n, chunk.epoch, chunk.seq_from AS "seqFrom", chunk.seq_to AS "seqTo",
      free.owner AS "previousOwner"`.execute(db)
  return rows[0]
}

/** Lengthens a lease; false when it is no longer ours. */
export async function renewLease(db: Connection, claim: Claim, leaseSeconds: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE chunk SET lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    WHERE issue_id = ${claim.issueId} AND n = ${claim.n} AND epoch = ${claim.epoch} AND done_at IS NULL
      AND lease_until > clock_timestamp()`.execute(db)
  return numAffectedRows === 1n
}

/** How often a chunk is looked at of which only rows in doubt are left. */
const doubtSeconds = 30

/**
 * Gives a chunk back: done when nothing of it is left, else open again at once while recipients are pending, in half a
 * minute while rows of a dead epoch are in doubt, and from the next retry on when only those are left.
 */
export async function releaseChunk(
  db: Connection,
  claim: Claim,
  { notBefore }: { notBefore: Date },
): Promise<void> {
  await sql`
    WITH left_over AS (
      SELECT count(*) FILTER (WHERE state IN ('pending', 'attempted', 'deferred')) AS open,
        count(*) FILTER (WHERE state = 'pending') AS pending,
        count(*) FILTER (WHERE state = 'attempted') AS in_doubt
      FROM delivery
      WHERE issue_id = ${claim.issueId} AND seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
    ), retry AS (
      SELECT min(next_at) AS next_at FROM delivery_retry
      WHERE issue_id = ${claim.issueId} AND seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
    )
    UPDATE chunk
    SET owner = NULL, lease_until = NULL,
      done_at = CASE WHEN left_over.open = 0 THEN clock_timestamp() END,
      not_before = CASE WHEN left_over.pending > 0 THEN ${notBefore}
        WHEN left_over.in_doubt > 0 THEN ${notBefore}::timestamptz + ${doubtSeconds} * interval '1 second'
        ELSE greatest(${notBefore}, coalesce(retry.next_at, ${notBefore})) END
    FROM left_over, retry
    WHERE chunk.issue_id = ${claim.issueId} AND chunk.n = ${claim.n} AND chunk.epoch = ${claim.epoch}`.execute(
    db,
  )
}

/** Chunks that nobody works on although their time has come. */
export async function listWaitingChunks(db: Connection, now: Date, limit: number): Promise<WaitingChunk[]> {
  const { rows } = await sql<WaitingChunk>`
    SELECT chunk.issue_id AS "issueId", chunk.n, chunk.epoch
    FROM chunk JOIN issue ON issue.id = chunk.issue_id
    WHERE chunk.done_at IS NULL AND chunk.not_before <= ${now}
      AND (chunk.lease_until IS NULL OR chunk.lease_until < clock_timestamp())
      AND issue.status IN ('frozen', 'sending', 'settling')
    ORDER BY chunk.not_before, chunk.issue_id, chunk.n
    LIMIT ${limit}`.execute(db)
  return rows
}

/** Owners of chunks whose lease still runs. */
export async function listOwners(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('chunk')
    .select('owner')
    .distinct()
    .where('done_at', 'is', null)
    .where('owner', 'is not', null)
    .$narrowType<{ owner: string }>()
    .execute()
  return rows.map((row) => row.owner)
}

/** Ends the leases of an owner who is known to be dead, so that nobody waits for them. */
export async function expireLeases(db: Connection, owner: string): Promise<void> {
  await sql`
    UPDATE chunk SET lease_until = clock_timestamp() - interval '1 millisecond'
    WHERE owner = ${owner} AND done_at IS NULL AND lease_until > clock_timestamp()`.execute(db)
}

/** Lets the chunks of an issue go out now instead of later. */
export async function bringForward(db: Connection, issueId: number, now: Date): Promise<void> {
  await db
    .updateTable('chunk')
    .set({ not_before: now })
    .where('issue_id', '=', issueId)
    .where('done_at', 'is', null)
    .where('not_before', '>', now)
    .execute()
}
