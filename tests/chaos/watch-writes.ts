import { sql } from 'kysely'
import type { Database } from '../../src/db/database.ts'

/**
 * Lets the database itself note what must not happen: an outcome written under another epoch than the chunk's, and an
 * epoch that falls. The issue must not be frozen yet: partitions take the trigger over when they are made.
 */
export async function watchWrites(db: Database): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function readWrites(db: Database): Promise<{ staleWrites: number; fallenEpochs: number }> {
  const { rows } = await sql<{ stale: number; fallen: number }>`
    SELECT count(*) FILTER (WHERE kind = 'stale') AS stale, count(*) FILTER (WHERE kind = 'fallen') AS fallen
    FROM chaos_note`.execute(db)
  return { staleWrites: rows[0]?.stale ?? 0, fallenEpochs: rows[0]?.fallen ?? 0 }
}

const statements = [
  `CREATE TABLE chaos_note (kind text NOT NULL, issue_id integer NOT NULL, detail text NOT NULL)`,
  `CREATE FUNCTION chaos_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE current integer;
    BEGIN
      SELECT epoch INTO current FROM chunk
      WHERE chunk.issue_id = NEW.issue_id AND NEW.seq BETWEEN chunk.seq_from AND chunk.seq_to;
      IF NEW.epoch < OLD.epoch THEN
        INSERT INTO chaos_note VALUES ('fallen', NEW.issue_id, 'delivery ' || NEW.seq);
      END IF;
      IF OLD.state = 'attempted' AND NEW.state IN ('accepted', 'rejected', 'deferred') AND NEW.epoch <> current THEN
        INSERT INTO chaos_note VALUES ('stale', NEW.issue_id, 'delivery ' || NEW.seq || ' ' || NEW.epoch || '/' || current);
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
]
