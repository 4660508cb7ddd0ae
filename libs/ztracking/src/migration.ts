import type { Migration } from '@vyarna/process';

const TABLE = /^ztracking_[a-z][a-z_]*$/;

/**
 * The audit table of one entity, such as `ztracking_operator`. The program's role may read it and add to it, nothing else:
 * not even a faulty program can change what happened.
 */
export const ztrackingMigration = (table: string): Migration => {
  if (!TABLE.test(table)) throw new TypeError(`${table} is no audit table: its name must match ${TABLE.source}`);
  return {
    name: `ztracking-001-${table}`,
    // Rows of one entity are written while its own row is locked, so their positions are in the order of the changes.
    sql: `
      create table ${table} (
        position bigint generated always as identity,
        id uuid primary key,
        entity_id text not null,
        business_unit_id uuid,
        trace_id text not null,
        message_id uuid not null,
        flow_type text,
        change_type text not null check (change_type in ('create', 'update', 'delete')),
        snapshot_before jsonb,
        snapshot_after jsonb,
        conforms boolean not null,
        operator_id uuid,
        operator_session_id uuid,
        device_session_id uuid,
        created_at timestamptz not null default clock_timestamp()
      );
      create index ${table}_by_entity on ${table} (entity_id, position desc);
      create index ${table}_by_trace on ${table} (trace_id);
    `,
    appendOnly: [table],
  };
};
