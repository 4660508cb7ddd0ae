import { type RawBuilder, sql } from 'kysely';

/** Selects a `timestamptz` in the form that contracts give a timestamp: UTC, to the microsecond, which a `Date` would cut off. */
export const utcMicros = <Moment extends string | null>(column: string): RawBuilder<Moment> =>
  sql<Moment>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
