import { randomBytes } from 'node:crypto';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MigrateOptions, type Migration, migrate } from './migrate.ts';

const logger = createLogger({ service: 'test', level: 'silent' });
const role = `runtime_${randomBytes(4).toString('hex')}`;
let url = '';
let admin: Client;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await testDatabase();
  url = database.url;
  close = database.close;
  admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create role ${role} login`);
});

afterAll(async () => {
  await admin.query(`drop owned by ${role}; drop role ${role}`);
  await admin.end();
  await close();
});

const run = (schema: string, migrations: readonly Migration[], options: Partial<MigrateOptions> = {}) =>
  migrate({ url, schema, migrations, logger, ...options });

const applied = async (schema: string): Promise<string[]> => {
  const { rows } = await admin.query<{ name: string }>(`select name from ${schema}.migration order by applied_at, name`);
  return rows.map(({ name }) => name);
};

describe('migrate', () => {
  test('runs each migration once, in order, in the program’s schema', async () => {
    const first = { name: '001-a', sql: 'create table a (id int)' };
    await run('ordered', [first, { name: '002-b', sql: 'alter table a add b int; insert into a values (1, 2)' }]);
    await run('ordered', [
      first,
      { name: '002-b', sql: 'alter table a add b int; insert into a values (1, 2)' },
      { name: '003-c', sql: 'delete from a' },
    ]);
    expect(await applied('ordered')).toEqual(['001-a', '002-b', '003-c']);
    expect((await admin.query('select * from ordered.a')).rows).toEqual([]);
  });

  test('refuses an applied migration whose text changed, and runs nothing after it', async () => {
    await run('changed', [{ name: '001-a', sql: 'create table a (id int)' }]);
    const edited = [
      { name: '001-a', sql: 'create table a (id bigint)' },
      { name: '002-b', sql: 'create table b (id int)' },
    ];
    await expect(run('changed', edited)).rejects.toMatchObject({
      code: 'MIGRATION_CHANGED',
      message: 'migration 001-a of schema changed was changed after it ran',
    });
    expect(await applied('changed')).toEqual(['001-a']);
  });

  test('keeps nothing of a failing migration and what ran before it', async () => {
    const failing = [
      { name: '001-a', sql: 'create table a (id int)' },
      { name: '002-b', sql: 'create table b (id int); insert into missing values (1)' },
    ];
    await expect(run('failing', failing)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: 'migration 002-b of schema failing failed: relation "missing" does not exist',
    });
    expect(await applied('failing')).toEqual(['001-a']);
    expect((await admin.query(`select to_regclass('failing.b') as b`)).rows).toEqual([{ b: null }]);
  });

  test('runs once when several instances start together', async () => {
    const migrations = [{ name: '001-slow', sql: 'create table once (id int); select pg_sleep(0.2); insert into once values (1)' }];
    await Promise.all([run('together', migrations), run('together', migrations), run('together', migrations)]);
    expect((await admin.query('select count(*)::int as n from together.once')).rows).toEqual([{ n: 1 }]);
  });

  test('refuses two migrations of one name', async () => {
    const same = { name: '001-a', sql: 'select 1' };
    await expect(run('twice', [same, same])).rejects.toMatchObject({ code: 'MIGRATION_FAILED', message: 'two migrations are named 001-a' });
  });

  test('rejects with the connection’s own error when PostgreSQL is away', async () => {
    await expect(run('away', [], { url: 'postgres://x@127.0.0.1:1/x' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the runtime role', () => {
  const migrations: Migration[] = [
    {
      name: '001-audit',
      sql: `create table entity (id bigint generated always as identity primary key, note text); create sequence number;
            create table audit (id int primary key, note text); create view latest as select * from audit`,
      appendOnly: ['audit'],
    },
  ];

  const as = async (statement: string): Promise<string> => {
    await admin.query(`set role ${role}`);
    try {
      await admin.query(statement);
      return 'done';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    } finally {
      await admin.query('reset role');
    }
  };

  beforeAll(async () => {
    await run('rights', migrations, { role });
    await run('rights', migrations, { role });
  });

  test.each([
    ['insert into rights.entity (note) values (1)', 'done'],
    ['update rights.entity set note = 2', 'done'],
    ['delete from rights.entity', 'done'],
    [`select nextval('rights.number')`, 'done'],
    ['insert into rights.audit values (1, 1)', 'done'],
    ['select * from rights.audit', 'done'],
    ['select * from rights.latest', 'done'],
    ['select * from rights.migration', 'done'],
    ['update rights.audit set note = 2', '42501'],
    ['delete from rights.audit', '42501'],
    ['truncate rights.audit', '42501'],
    ['truncate rights.entity', '42501'],
    ['insert into rights.migration (name, checksum) values (1, 1)', '42501'],
    ['create table rights.own (id int)', '42501'],
    ['drop table rights.entity', '42501'],
  ])('%s: %s', async (statement, outcome) => {
    expect(await as(statement)).toBe(outcome);
  });

  test('loses what it was given by hand beyond that', async () => {
    await admin.query(`grant delete on rights.audit to ${role}`);
    await run('rights', migrations, { role });
    expect(await as('delete from rights.audit')).toBe('42501');
  });

  test('that does not exist is named', async () => {
    await expect(run('rights', migrations, { role: 'nobody_here' })).rejects.toMatchObject({ code: 'ROLE_MISSING' });
  });
});
