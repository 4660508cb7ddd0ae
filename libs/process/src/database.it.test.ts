import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from './database.ts';

interface Tables {
  thing: { id: number };
}

const lines: { level: string; message: string }[] = [];
const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(JSON.parse(line)) } });
let server: { url: string; close(): Promise<void> };
let database: Database<Tables>;

beforeAll(async () => {
  server = await testDatabase();
  database = openDatabase<Tables>({ url: server.url, schema: 'things', logger });
  await database.pool.query('create schema things; create table things.thing (id int)');
});

afterAll(async () => {
  await database.close();
  await server.close();
});

const killOthers = () => sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'things' and pid <> pg_backend_pid()`;

test('unqualified tables are those of the program’s schema', async () => {
  await database.kysely.insertInto('thing').values({ id: 1 }).execute();
  expect((await database.pool.query('select id from things.thing')).rows).toEqual([{ id: 1 }]);
});

test('a listener gets each notification of its channel until it ends', async () => {
  const heard: (string | undefined)[] = [];
  const end = await database.listen('Odd "channel"', (payload) => heard.push(payload));
  const endOther = await database.listen('other', (payload) => heard.push(`other ${payload}`));
  const notify = (channel: string, payload: string) => sql`select pg_notify(${channel}, ${payload})`.execute(database.kysely);
  await notify('Odd "channel"', 'one');
  await notify('other', '');
  await vi.waitFor(() => expect(heard).toEqual(['one', 'other ']));
  await end();
  await notify('Odd "channel"', 'two');
  await notify('other', 'three');
  await vi.waitFor(() => expect(heard).toEqual(['one', 'other ', 'other three']));
  await endOther();
});

test('a listener survives the loss of its connection: it is told once and goes on', async () => {
  const heard: (string | undefined)[] = [];
  const end = await database.listen(
    'orders',
    (payload) => heard.push(payload),
    () => heard.push('lost'),
  );
  await killOthers().execute(database.kysely);
  await vi.waitFor(() => expect(heard).toEqual(['lost', undefined]), { timeout: 5_000 });
  await sql`select pg_notify('orders', 'after')`.execute(database.kysely);
  await vi.waitFor(() => expect(heard).toEqual(['lost', undefined, 'after']), { timeout: 5_000 });
  await end();
});

test('idle connections that the server ends are logged and replaced', async () => {
  await Promise.all([1, 2, 3].map(() => database.pool.query('select pg_sleep(0.05)')));
  lines.length = 0;
  await killOthers().execute(database.kysely);
  await vi.waitFor(() => expect(lines.some(({ message }) => message === 'an idle database connection was lost')).toBe(true));
  await database.check();
});

test('a transaction that a halted process leaves open is ended by the server', async () => {
  const { rows } = await database.pool.query<{ limit: string }>("select current_setting('idle_in_transaction_session_timeout') as limit");
  expect(rows).toEqual([{ limit: '30s' }]);
});

test('a connection that the server ends in the middle of a transaction rejects it and ends nothing else', async () => {
  const lost: unknown[] = [];
  const note = (error: unknown): void => void lost.push(error);
  process.on('uncaughtException', note);
  try {
    const transaction = database.kysely.transaction().execute(async (db) => {
      await sql`select 1`.execute(db);
      await killOthers().execute(database.kysely);
      await sleep(50);
      await sql`select 1`.execute(db);
    });
    await expect(transaction).rejects.toThrow();
    await database.check();
  } finally {
    process.off('uncaughtException', note);
  }
  expect(lost).toEqual([]);
});

test('check and the first listen reject when PostgreSQL is away', async () => {
  const away = openDatabase({ url: 'postgres://x:secret@127.0.0.1:1/x', schema: 'things', logger });
  await expect(away.check()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(away.listen('orders', () => {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(away.listen('orders', () => {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await away.close();
});

test('a query on a connection that was cut off without a word rejects, and the next one is asked on another', async () => {
  let isCut = false;
  const sockets: { destroy(): unknown }[] = [];
  const { hostname, port } = new URL(server.url);
  const between = createServer((near) => {
    const far = connect(Number(port), hostname);
    sockets.push(near, far);
    near.on('data', (bytes) => isCut || far.write(bytes)).on('error', () => {});
    far.on('data', (bytes) => near.write(bytes)).on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  const url = Object.assign(new URL(server.url), { host: `127.0.0.1:${(between.address() as AddressInfo).port}` }).href;
  const cutOff = openDatabase<Tables>({ url, schema: 'things', logger, answerLimitMs: 300 });
  await cutOff.check();
  isCut = true;
  await expect(cutOff.check()).rejects.toThrow('Query read timeout');
  isCut = false;
  await cutOff.check();
  await cutOff.close();
  for (const socket of sockets) socket.destroy();
  between.close();
});
