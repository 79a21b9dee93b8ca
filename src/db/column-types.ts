import type { ColumnType } from 'kysely'

export type Instant = ColumnType<Date, Date, Date>

/** An instant that the database fills in. */
export type CreatedAt = ColumnType<Date, Date | undefined, Date>
