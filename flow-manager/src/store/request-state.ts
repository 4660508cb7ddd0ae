import { type QueryExecutorProvider, sql } from 'kysely';
import type { Problem } from '../engine/run-state.ts';

/** What became of the request of a traceId; times are ISO 8601 in microseconds. */
export interface RequestState {
  readonly flowType: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  /** JSON text. */
  readonly result: string | null;
  readonly problem: Problem | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** Only a request of the given business unit is there. */
export const findRequest = async (db: QueryExecutorProvider, traceId: string, businessUnitId: string): Promise<RequestState | null> => {
  const iso = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const { rows } = await sql<RequestState>`
    select flow_type as "flowType", status as state, result::text as result, problem, ${iso('started_at')} as "startedAt", ${iso('finished_at')} as "finishedAt"
    from flow_run where trace_id = ${traceId} and business_unit_id = ${businessUnitId}::uuid order by started_at desc limit 1`.execute(db);
  return rows[0] ?? null;
};
