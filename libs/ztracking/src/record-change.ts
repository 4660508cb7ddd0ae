import type { Contracts, Violation } from '@vyarna/contract';
import type { Logger } from '@vyarna/logger';
import type { Envelope } from '@vyarna/messaging';
import type { SnapshotDescriptor } from '@vyarna/messaging/codegen/v1';
import { Counter, type Registry } from '@vyarna/process';
import { type QueryExecutorProvider, sql } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import { snapshotTable } from './snapshot-table.ts';

export type ChangeType = 'create' | 'update' | 'delete';

export interface Change<Entity> {
  readonly contracts: Contracts;
  readonly logger: Logger;
  /** Counts snapshots that do not fit their contract. */
  readonly registry?: Registry;
  /** The message that made the change; it says on whose behalf. */
  readonly message: Omit<Envelope<unknown>, 'payload'>;
  readonly changeType: ChangeType;
  readonly entityId: string;
  /** Null on a create. */
  readonly before: Entity | null;
  /** Null on a delete. */
  readonly after: Entity | null;
}

/**
 * Adds the audit record of a change. Run it in the transaction of the change, so that neither is ever there without the other.
 * A snapshot that does not fit its contract is kept as it is, marked, counted and logged, and blocks nothing.
 */
export const recordChange = async <Entity>(
  db: QueryExecutorProvider,
  descriptor: SnapshotDescriptor<Entity>,
  change: Change<Entity>,
): Promise<void> => {
  const { contracts, message, changeType, entityId, before, after } = change;
  const { table, type } = snapshotTable(contracts, descriptor);
  const violations = [before, after].flatMap((snapshot) => (snapshot === null ? [] : contracts.validate(type, snapshot)));
  if (violations.length > 0) report(change, table, violations);
  const { businessUnitId, operatorId, operatorSessionId, deviceSessionId } = message.context;
  await sql`
    insert into ${sql.table(table)}
      (id, entity_id, business_unit_id, trace_id, message_id, flow_type, change_type, snapshot_before, snapshot_after, conforms,
       operator_id, operator_session_id, device_session_id)
    values
      (${uuidV7()}, ${entityId}, ${businessUnitId ?? null}, ${message.traceId}, ${message.id}, ${message.flowType ?? null}, ${changeType},
       ${json(before)}::jsonb, ${json(after)}::jsonb, ${violations.length === 0}, ${operatorId ?? null}, ${operatorSessionId ?? null}, ${deviceSessionId ?? null})
  `.execute(db);
};

const json = (snapshot: unknown): string | null => (snapshot === null ? null : JSON.stringify(snapshot));

const COUNTER = 'vyarna_ztracking_nonconforming_total';

const report = <Entity>({ registry, logger, entityId }: Change<Entity>, table: string, violations: readonly Violation[]): void => {
  logger.warn({ table, entityId, violations }, 'an audit snapshot does not fit its contract; it is kept as it is');
  if (registry === undefined) return;
  const known = registry.getSingleMetric(COUNTER) as Counter<'table'> | undefined;
  const help = 'Audit snapshots that do not fit their contract.';
  const counter = known ?? new Counter({ name: COUNTER, help, labelNames: ['table'], registers: [registry] });
  counter.inc({ table });
};
