import { messagingMigrations } from '@vyarna/messaging';
import type { Migration } from '@vyarna/process';

/**
 * The tables of the flow manager, in the schema `waveflow`. Columns of JSON are `json`, not `jsonb`: they are never searched, keep
 * the order of their fields, and take every string that a payload may hold (jsonb refuses a zero character).
 */
export const waveflowMigrations: readonly Migration[] = [
  ...messagingMigrations,
  {
    name: 'waveflow-001-runs',
    sql: `
      create table flow_definition (
        hash text primary key,
        flow_type text not null,
        document json not null,
        created_at timestamptz not null default now()
      );

      create table flow_run (
        -- The trigger's id.
        id uuid primary key,
        flow_type text not null,
        definition_hash text not null references flow_definition (hash),
        trace_id text not null,
        business_unit_id uuid,
        -- The trigger's envelope without its payload: who is answered, and in whose name calls are made.
        trigger json not null,
        status text not null check (status in ('running', 'succeeded', 'failed')),
        version integer not null default 1,
        -- Null once the run has ended.
        state json,
        -- The id of the request whose reply the run waits for.
        waiting_for uuid,
        result json,
        problem json,
        deadline_at timestamptz not null,
        started_at timestamptz not null default now(),
        finished_at timestamptz
      );
      create unique index flow_run_waiting_for on flow_run (waiting_for) where waiting_for is not null;
      create index flow_run_deadline on flow_run (deadline_at) where status = 'running';
      create index flow_run_finished on flow_run (finished_at) where finished_at is not null;
      create index flow_run_trace on flow_run (trace_id);

      create table flow_history (
        id bigint generated always as identity primary key,
        run_id uuid not null references flow_run (id) on delete cascade,
        at timestamptz not null default now(),
        kind text not null,
        task text not null,
        detail text
      );
      create index flow_history_run on flow_history (run_id, id);
    `,
  },
];
