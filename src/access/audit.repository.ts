import type { Connection } from '../db/database.ts'

/** Who did what to what, such as `issue 3`; the detail is what a later reader needs to understand it. */
export interface AuditEntry {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

export async function insertAudit(db: Connection, { detail, ...entry }: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({ ...entry, detail: JSON.stringify(detail) })
    .execute()
}

/** Everything that was done to a subject, in order. */
export async function listAudit(
  db: Connection,
  subject: string,
): Promise<(Omit<AuditEntry, 'subject'> & { readonly at: Date })[]> {
  return db
    .selectFrom('audit')
    .select(['at', 'actor', 'action', 'detail'])
    .where('subject', '=', subject)
    .orderBy('id')
    .execute()
}
