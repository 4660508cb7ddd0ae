import type { Envelope } from '@vyarna/messaging';
import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { RunState } from '../engine/run-state.ts';

/** The trigger without its payload. */
export type TriggerHead = Omit<Envelope<unknown>, 'payload'>;

/** A run as it stands in the database, with all that its next step needs. */
export interface StoredRun {
  readonly id: string;
  readonly flowType: string;
  readonly definitionHash: string;
  readonly trigger: TriggerHead;
  readonly version: number;
  readonly state: RunState;
  /** ISO 8601. */
  readonly deadline: string;
}

const columns = sql`id, flow_type as "flowType", definition_hash as "definitionHash", trigger, version, state, deadline_at as deadline`;

const select = async (db: QueryExecutorProvider, condition: RawBuilder<unknown>): Promise<readonly StoredRun[]> => {
  const { rows } = await sql<Omit<StoredRun, 'deadline'> & { deadline: Date }>`select ${columns} from flow_run where ${condition}`.execute(db);
  return rows.map((row) => ({ ...row, deadline: row.deadline.toISOString() }));
};

/** The run that waits for the reply to a request, if any still does. The reply must be of the run's own request chain. */
export const findWaitingRun = async (db: QueryExecutorProvider, messageId: string, traceId: string): Promise<StoredRun | null> =>
  (await select(db, sql`waiting_for = ${messageId} and trace_id = ${traceId}`))[0] ?? null;

/** Ids of runs past their deadline, the longest overdue first. */
export const findOverdueRuns = async (db: QueryExecutorProvider, limit: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from flow_run where status = 'running' and deadline_at < now() order by deadline_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
};

/** A run that is still under way, locked until the transaction ends; null when it has ended or another process has it in hand. */
export const lockRunningRun = async (db: QueryExecutorProvider, id: string): Promise<StoredRun | null> =>
  (await select(db, sql`id = ${id} and status = 'running' for update skip locked`))[0] ?? null;
