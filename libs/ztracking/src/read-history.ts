import { type Contracts, Refusal, type Timestamp, type Uuid } from '@vyarna/contract';
import type { SnapshotDescriptor } from '@vyarna/messaging/codegen/v1';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { ChangeType } from './record-change.ts';
import { snapshotTable } from './snapshot-table.ts';

export interface HistoryQuery {
  readonly contracts: Contracts;
  readonly entityId: string;
  /** Nobody sees another unit's records. */
  readonly businessUnitId: string;
  /** Records on the page at most. */
  readonly limit: number;
  /** As an earlier page gave it; null for the first. */
  readonly cursor: string | null;
}

export interface TrackedChange<Entity> {
  readonly id: Uuid;
  readonly traceId: string;
  readonly messageId: Uuid;
  readonly flowType: string | null;
  readonly changeType: ChangeType;
  /** Null on a create, and where what was kept does not fit the contract of today. */
  readonly before: Entity | null;
  /** Null on a delete, and where what was kept does not fit the contract of today. */
  readonly after: Entity | null;
  /** False where a snapshot did not fit its contract when it was kept. */
  readonly conforms: boolean;
  readonly operatorId: Uuid | null;
  readonly operatorSessionId: Uuid | null;
  readonly deviceSessionId: Uuid | null;
  /** In microseconds. */
  readonly createdAt: Timestamp;
}

export interface HistoryPage<Entity> {
  /** Newest first. */
  readonly changes: readonly TrackedChange<Entity>[];
  readonly nextCursor: string | null;
}

type Row = Omit<TrackedChange<unknown>, 'before' | 'after'> & { readonly place: string; readonly before: unknown; readonly after: unknown };

/** Reads the changes of an entity, page by page. Refuses a cursor that is none with CURSOR_INVALID. */
export const readHistory = async <Entity>(
  db: QueryExecutorProvider,
  descriptor: SnapshotDescriptor<Entity>,
  { contracts, entityId, businessUnitId, limit, cursor }: HistoryQuery,
): Promise<HistoryPage<Entity>> => {
  const { table, type } = snapshotTable(contracts, descriptor);
  const before = cursor === null ? sql`` : sql`and position < ${positionOf(cursor)}::bigint`;
  const { rows } = await sql<Row>`
    select position::text as place, id, trace_id as "traceId", message_id as "messageId", flow_type as "flowType", change_type as "changeType",
      snapshot_before as before, snapshot_after as after, conforms, operator_id as "operatorId", operator_session_id as "operatorSessionId",
      device_session_id as "deviceSessionId", to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"
    from ${sql.table(table)}
    where entity_id = ${entityId} and business_unit_id = ${businessUnitId} ${before}
    order by position desc
    limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  // A snapshot of an older contract gets the defaults of fields that came later.
  const typed = (snapshot: unknown): Entity | null => {
    return snapshot === null || contracts.validate(type, snapshot, { defaults: true }).length > 0 ? null : (snapshot as Entity);
  };
  return {
    changes: page.map(({ place: _, ...row }) => ({ ...row, before: typed(row.before), after: typed(row.after) })),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.place) : null,
  };
};

const cursorOf = (position: string): string => Buffer.from(`h${position}`).toString('base64url');

const positionOf = (cursor: string): string => {
  const position = /^h(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (position === undefined) throw new Refusal('CURSOR_INVALID', 'The cursor was not issued by this list.', { field: 'cursor' });
  return position;
};
