import { sql } from 'kysely'
import type { Connection } from '../db/database.ts'
import type { IssueStatus } from '../db/values.ts'
import { workedStatuses } from './issue-states.ts'

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
  readonly status: IssueStatus
}

/** Which chunk is wanted: one, any of an issue, or any at all. */
export type Wanted = ChunkId | { readonly issueId: number } | Record<string, never>

/** Who claims, for how long, and what time it is for him; leases run on the database's clock. */
export interface ClaimRequest {
  readonly wanted: Wanted
  readonly owner: string
  readonly leaseSeconds: number
  readonly now: Date
}

const isWorked = sql<boolean>`issue.status IN (${sql.join(workedStatuses.map((status) => sql.lit(status)))})`

const isFree = sql<boolean>`chunk.done_at IS NULL
  AND (chunk.lease_until IS NULL OR chunk.lease_until < clock_timestamp())`

function isWanted(wanted: Wanted) {
  if ('n' in wanted) return sql<boolean>`chunk.issue_id = ${wanted.issueId} AND chunk.n = ${wanted.n}`
  return 'issueId' in wanted ? sql<boolean>`chunk.issue_id = ${wanted.issueId}` : sql<boolean>`true`
}

/**
 * Takes a chunk that is open, due, free and of an issue that is worked at; undefined when there is none. By their
 * numbers, so that of two issues the one that has had less goes first.
 */
export async function claimChunk(db: Connection, request: ClaimRequest): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`
    WITH free AS (
      SELECT chunk.issue_id, chunk.n, chunk.owner, issue.status
      FROM chunk JOIN issue ON issue.id = chunk.issue_id
      WHERE ${isWanted(request.wanted)} AND ${isFree} AND ${isWorked} AND chunk.not_before <= ${request.now}
      ORDER BY chunk.n, chunk.issue_id
      LIMIT 1
      FOR UPDATE OF chunk SKIP LOCKED
    )
    UPDATE chunk
    SET owner = ${request.owner}, epoch = chunk.epoch + 1,
      lease_until = clock_timestamp() + ${request.leaseSeconds} * interval '1 second'
    FROM free
    WHERE chunk.issue_id = free.issue_id AND chunk.n = free.n
    RETURNING chunk.issue_id AS "issueId", chunk.n, chunk.epoch, chunk.seq_from AS "seqFrom", chunk.seq_to AS "seqTo",
      free.owner AS "previousOwner", free.status`.execute(db)
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

/** Whether an object of numbers tells of every recipient of a chunk: rows that are missing are not done with. */
const isWhole = sql<boolean>`(
  SELECT sum(entry.value::integer) FROM jsonb_each_text(tally.counts) AS entry) = chunk.seq_to - chunk.seq_from + 1`

/** Recipients of a chunk by state, as an object of numbers. */
const tallied = sql`(
  SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (
    SELECT state, count(*) AS n FROM delivery
    WHERE delivery.issue_id = chunk.issue_id AND delivery.seq BETWEEN chunk.seq_from AND chunk.seq_to
    GROUP BY state) AS tally)`

/** When a chunk is to be looked at again, by what is left of it. */
export interface Release {
  readonly notBefore: Date
  /** How soon again when nothing but rows in doubt is left. */
  readonly doubtSeconds: number
}

/**
 * Gives a chunk back: done when all of it is there and nothing of it is left, else open again at once while
 * recipients are pending, whatever a clock says that may be wrong, in a while if attempts are in doubt, and from the
 * next retry on when only those are left.
 */
export async function releaseChunk(
  db: Connection,
  claim: Claim,
  { notBefore, doubtSeconds }: Release,
): Promise<void> {
  const { numAffectedRows } = await sql`
    WITH tally AS (
      SELECT ${tallied} AS counts FROM chunk WHERE issue_id = ${claim.issueId} AND n = ${claim.n}
    ), retry AS (
      SELECT min(next_at) AS next_at FROM delivery_retry
      WHERE issue_id = ${claim.issueId} AND seq BETWEEN ${claim.seqFrom} AND ${claim.seqTo}
    )
    UPDATE chunk
    SET owner = NULL, lease_until = NULL, released_at = clock_timestamp(),
      counts = CASE WHEN ${isWhole} THEN tally.counts ELSE chunk.counts END,
      done_at = CASE WHEN ${isWhole} AND NOT tally.counts ?| array['pending', 'attempted', 'deferred']
        THEN clock_timestamp() END,
      not_before = greatest(chunk.not_before, CASE
        WHEN tally.counts ? 'pending' THEN NULL
        WHEN tally.counts ? 'attempted' THEN ${notBefore}::timestamptz + ${doubtSeconds} * interval '1 second'
        ELSE greatest(${notBefore}::timestamptz, retry.next_at) END)
    FROM tally, retry
    WHERE chunk.issue_id = ${claim.issueId} AND chunk.n = ${claim.n} AND chunk.epoch = ${claim.epoch}`.execute(
    db,
  )
  // It is another's by now, or was: what we wrote under our epoch since then is not counted yet.
  if (numAffectedRows === 0n) await recountChunk(db, claim)
}

/** Counts a chunk again that nobody holds, after its rows were changed behind its back. */
export async function recountChunk(db: Connection, { issueId, n }: ChunkId): Promise<void> {
  await sql`
    UPDATE chunk SET counts = ${tallied}
    WHERE issue_id = ${issueId} AND n = ${n} AND owner IS NULL AND counts IS NOT NULL`.execute(db)
}

/** Chunks that nobody works on although their time has come, some of them: who has worked one takes the next itself. */
export async function listWaitingChunks(
  db: Connection,
  { wanted, now, limit }: { wanted: Wanted; now: Date; limit: number },
): Promise<WaitingChunk[]> {
  const { rows } = await sql<WaitingChunk>`
    SELECT chunk.issue_id AS "issueId", chunk.n, chunk.epoch
    FROM chunk JOIN issue ON issue.id = chunk.issue_id
    WHERE ${isWanted(wanted)} AND ${isFree} AND ${isWorked} AND chunk.not_before <= ${now}
    ORDER BY chunk.n, chunk.issue_id
    LIMIT ${limit}`.execute(db)
  return rows
}

/** Owners of chunks that are held or whose owner was lost. */
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

/** Lets the chunks of an issue go out now instead of later, but for those that a warm-up holds back; tells how many. */
export async function bringForward(db: Connection, issueId: number, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('chunk')
    .set({ not_before: now })
    .where('issue_id', '=', issueId)
    .where('done_at', 'is', null)
    .where('warm_up', '=', false)
    .where('not_before', '>', now)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Lets no chunk of an issue begin before a time: its mail server cannot be used until then. */
export async function postponeChunks(db: Connection, issueId: number, until: Date): Promise<void> {
  await db
    .updateTable('chunk')
    .set({ not_before: until })
    .where('issue_id', '=', issueId)
    .where('done_at', 'is', null)
    .where('not_before', '<', until)
    .execute()
}

/** Whether a chunk of an issue is held by somebody or could be taken now. */
export async function hasWorkNow(db: Connection, issueId: number, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('chunk')
    .innerJoin('issue', 'issue.id', 'chunk.issue_id')
    .select('chunk.n')
    .where('chunk.issue_id', '=', issueId)
    .where('chunk.done_at', 'is', null)
    .where('issue.status', 'in', [...workedStatuses])
    .where((eb) => eb.or([eb('chunk.owner', 'is not', null), eb('chunk.not_before', '<=', now)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
