import type pg from 'pg';
import { SCHEMA_STEPS } from './schema.ts';

/** Any number that nothing else in the database uses: the lock under which one process at a time brings the schema up to date. */
const MIGRATION_LOCK = 7_203_118_001;

/**
 * Brings schema `bus` up to date. Processes may start at once; one does the work, the others wait for it.
 * The connection's role must own the schema, or may create it.
 */
export async function migrateBus(client: pg.ClientBase): Promise<void> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    // `create schema if not exists` asks for the right to create even where the schema is there.
    const there = await client.query(`select 1 from pg_namespace where nspname = 'bus'`);
    if (there.rowCount === 0) await client.query('create schema bus');
    await client.query('create table if not exists bus.schema_step (step integer primary key, applied_at timestamptz not null default now())');
    const applied = await client.query<{ count: number }>('select count(*)::int as count from bus.schema_step');
    for (let step = applied.rows[0]?.count ?? 0; step < SCHEMA_STEPS.length; step += 1) {
      await client.query(SCHEMA_STEPS[step] ?? '');
      await client.query('insert into bus.schema_step (step) values ($1)', [step]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
