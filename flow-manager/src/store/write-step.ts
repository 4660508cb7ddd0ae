import { type OutboxRow, outboxRow } from '@vyarna/messaging';
import type { OutgoingRecord } from '@vyarna/messaging/transport';
import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { HistoryEntry, Step } from '../engine/event.ts';
import type { RunState } from '../engine/run-state.ts';
import type { StoredRun, TriggerHead } from './stored-run.ts';

/** What one step writes, all of it or nothing. */
export interface StepWrite {
  readonly step: Step<RunState>;
  /** The calls, or the answer. */
  readonly records: readonly OutgoingRecord[];
}

export interface NewRun {
  /** The receive operation of the trigger. */
  readonly operation: string;
  readonly trigger: TriggerHead;
  readonly flowType: string;
  readonly definitionHash: string;
  readonly deadline: string;
}

/**
 * Starts a run in one statement; false when its trigger was taken already. The inbox outlives the run, so a trigger that is
 * delivered again after its run was purged starts nothing.
 */
export const writeStart = (db: QueryExecutorProvider, run: NewRun, write: StepWrite): Promise<boolean> => {
  const { trigger, flowType, definitionHash, deadline, operation } = run;
  const { status, state, waitingFor, result, problem } = columnsOf(write.step.state);
  return execute(
    db,
    write,
    sql`
    taken as (
      insert into inbox (consumer, message_id) values (${operation}, ${trigger.id}) on conflict do nothing returning message_id
    ), run as (
      insert into flow_run (id, flow_type, definition_hash, trace_id, business_unit_id, trigger, status, state, waiting_for, result, problem, deadline_at, finished_at)
      select message_id, ${flowType}, ${definitionHash}, ${trigger.traceId}, ${trigger.context.businessUnitId ?? null}::uuid, ${JSON.stringify(trigger)}::json,
        ${status}, ${state}::json, ${waitingFor}::uuid, ${result}::json, ${problem}::json, ${deadline}::timestamptz, case when ${status}::text = 'running' then null else now() end
      from taken returning id
    )`,
  );
};

/**
 * Takes a run one step further in one statement; false when it is not at `version` any more, because another process was faster.
 * No inbox row is needed: the run waits for one message id, and taking its reply is what ends the wait.
 */
export const writeStep = (db: QueryExecutorProvider, { id, version }: StoredRun, write: StepWrite): Promise<boolean> => {
  const { status, state, waitingFor, result, problem } = columnsOf(write.step.state);
  return execute(
    db,
    write,
    sql`
    run as (
      update flow_run
      set version = version + 1, status = ${status}, state = ${state}::json, waiting_for = ${waitingFor}::uuid, result = ${result}::json,
        problem = ${problem}::json, finished_at = case when ${status}::text = 'running' then null else now() end
      where id = ${id} and version = ${version} and status = 'running'
      returning id
    )`,
  );
};

/** The first part makes or moves the row of the run; history and outbox follow only when it did. */
const execute = async (db: QueryExecutorProvider, { step, records }: StepWrite, run: RawBuilder<unknown>): Promise<boolean> => {
  const sent = records.map(outboxRow);
  const history = <Name extends keyof HistoryEntry>(name: Name): HistoryEntry[Name][] => step.history.map((entry) => entry[name]);
  const outbox = <Name extends keyof OutboxRow>(name: Name): OutboxRow[Name][] => sent.map((row) => row[name]);
  const { rows } = await sql<{ written: boolean }>`
    with ${run}, noted as (
      insert into flow_history (run_id, kind, task, detail)
      select run.id, kind, task, detail
      from run, unnest(${history('kind')}::text[], ${history('task')}::text[], ${history('detail')}::text[])
        with ordinality as given (kind, task, detail, position)
      order by position
    ), sent as (
      insert into outbox (shard, topic, key, value, headers)
      select shard, topic, key, value, headers
      from run, unnest(${outbox('shard')}::smallint[], ${outbox('topic')}::text[], ${outbox('key')}::text[], ${outbox('value')}::bytea[], ${outbox('headers')}::jsonb[])
        with ordinality as given (shard, topic, key, value, headers, position)
      order by position
    )
    select exists (select from run) as written`.execute(db);
  return rows[0]?.written === true;
};

const columnsOf = (state: RunState) => ({
  status: state.status,
  state: state.status === 'running' ? JSON.stringify(state) : null,
  waitingFor: state.status === 'running' ? state.waiting.messageId : null,
  result: state.status === 'succeeded' ? JSON.stringify(state.output) : null,
  problem: state.status === 'failed' ? JSON.stringify(state.problem) : null,
});
