/** Requests answered with 202, kept as long as stored results are, so that every gateway can tell them from requests there never were. */
import type { AcceptedRequests } from '@vyarna/http';
import { type ColumnType, type Kysely, sql } from 'kysely';

type AcceptedRequestTable = {
  readonly trace_id: string;
  readonly business_unit_id: string;
  readonly flow_type: string;
  readonly accepted_at: ColumnType<Date, string, never>;
  readonly expires_at: ColumnType<Date, string, never>;
};

/** Type aliases: Kysely's `withTables` takes no interfaces. */
export type GatewayTables = {
  readonly accepted_request: AcceptedRequestTable;
};

/** As long as the flow manager keeps a result after its end. */
const KEPT_MS = 24 * 60 * 60 * 1000;

export const storedAcceptedRequests = (db: Kysely<GatewayTables>): AcceptedRequests => ({
  remember: async ({ traceId, businessUnitId, flowType, acceptedAt }) => {
    const expiresAt = new Date(Date.parse(acceptedAt) + KEPT_MS).toISOString();
    await db
      .insertInto('accepted_request')
      .values({ trace_id: traceId, business_unit_id: businessUnitId, flow_type: flowType, accepted_at: acceptedAt, expires_at: expiresAt })
      .execute();
  },

  find: async (traceId, businessUnitId) => {
    const row = await db
      .selectFrom('accepted_request')
      .select(['flow_type', sql<string>`to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('accepted_at')])
      .where('trace_id', '=', traceId)
      .where('business_unit_id', '=', businessUnitId)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst();
    return row === undefined ? undefined : { traceId, businessUnitId, flowType: row.flow_type, acceptedAt: row.accepted_at };
  },
});

/** Resolves to how many were over. */
export const forgetExpired = async (db: Kysely<GatewayTables>): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('accepted_request').where('expires_at', '<=', sql<Date>`now()`).executeTakeFirst();
  return Number(numDeletedRows);
};
