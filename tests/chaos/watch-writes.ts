import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'

/** What the database noted of a run. */
export interface WriteNotes {
  readonly staleWrites: number
  readonly fallenEpochs: number
  readonly changedIssues: readonly number[]
  readonly frozenAt: ReadonlyMap<number, number>
}

/**
 * Lets the database itself note what must not happen: an attempt under another epoch than the chunk's, an outcome of
 * another epoch's attempt, an epoch that falls, content that changes after the freeze; and when each issue was frozen.
 * The journal of a dead worker may answer for its own attempts after its chunk went to the next, as long as nobody has
 * taken them anew. No issue may be frozen yet: partitions take the trigger over when they are made.
 */
export async function watchWrites(db: Database): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function readWrites(db: Database): Promise<WriteNotes> {
  const { rows } = await sql<{ kind: string; issueId: number; ms: number }>`
    SELECT kind, issue_id AS "issueId", (extract(epoch FROM noted_at) * 1000)::float8 AS ms FROM chaos_note`.execute(
    db,
  )
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  return {
    staleWrites: of('stale').length,
    fallenEpochs: of('fallen').length,
    changedIssues: of('changed').map(({ issueId }) => issueId),
    frozenAt: new Map(of('frozen').map(({ issueId, ms }) => [issueId, ms])),
  }
}

const statements = [
  `CREATE TABLE chaos_note (kind text NOT NULL, issue_id integer NOT NULL, detail text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE FUNCTION chaos_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE current integer;
    BEGIN
      SELECT epoch INTO current FROM chunk
      WHERE chunk.issue_id = NEW.issue_id AND NEW.seq BETWEEN chunk.seq_from AND chunk.seq_to;
      IF NEW.epoch < OLD.epoch THEN
        INSERT INTO chaos_note VALUES ('fallen', NEW.issue_id, 'delivery ' || NEW.seq);
      END IF;
      IF NEW.attempt > OLD.attempt AND NEW.epoch <> current THEN
        INSERT INTO chaos_note VALUES ('stale', NEW.issue_id, 'attempt ' || NEW.seq || ' ' || NEW.epoch || '/' || current);
      END IF;
      IF OLD.state = 'attempted' AND NEW.state IN ('accepted', 'rejected', 'deferred') AND NEW.epoch <> OLD.epoch THEN
        INSERT INTO chaos_note VALUES ('stale', NEW.issue_id, 'outcome ' || NEW.seq || ' ' || NEW.epoch || '/' || OLD.epoch);
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER chaos_delivery AFTER UPDATE ON delivery FOR EACH ROW EXECUTE FUNCTION chaos_delivery()`,
  `CREATE FUNCTION chaos_chunk() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.epoch < OLD.epoch THEN
        INSERT INTO chaos_note VALUES ('fallen', NEW.issue_id, 'chunk ' || NEW.n);
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER chaos_chunk AFTER UPDATE ON chunk FOR EACH ROW EXECUTE FUNCTION chaos_chunk()`,
  `CREATE FUNCTION chaos_issue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.frozen_at IS NULL AND NEW.frozen_at IS NOT NULL THEN
        INSERT INTO chaos_note VALUES ('frozen', NEW.id, NEW.slot_key);
      ELSIF OLD.frozen_at IS NOT NULL AND NEW.content_hash IS DISTINCT FROM OLD.content_hash THEN
        INSERT INTO chaos_note VALUES ('changed', NEW.id, NEW.slot_key);
      END IF;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER chaos_issue AFTER UPDATE ON issue FOR EACH ROW EXECUTE FUNCTION chaos_issue()`,
]
