import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { IncomingRecord, Transport } from '../port.ts';
import { cuttableProxy } from '../testing/cuttable-proxy.ts';
import { startMember } from '../testing/member-process.ts';
import { eventually, recordedSubscription, textRecord, values } from '../testing/recorded-subscription.ts';
import { connectPostgresTransport, type PostgresTransportOptions } from './postgres-transport.ts';
import { tidy } from './upkeep.ts';

const logger = createLogger({ service: 'bus', level: 'silent' });
const opened: { close(): Promise<void> }[] = [];
let database: TestDatabase;
let sql: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  sql = new pg.Client(database.url);
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await database.close();
});
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function connect(options: Partial<PostgresTransportOptions> = {}): Promise<Transport> {
  const transport = await connectPostgresTransport({ url: database.url, clientId: 'test', logger, ...options });
  opened.push(transport);
  return transport;
}

async function topic(transport: Transport, partitions: number, configuration: Record<string, string | number> = {}): Promise<string> {
  const name = `topic.${randomUUID()}`;
  await transport.ensureTopics([{ name, partitions, replicas: 1, configuration }]);
  return name;
}

async function stored(on: string): Promise<{ key: string | null; value: string | null; offset: number }[]> {
  const { rows } = await sql.query<{ key: Buffer | null; value: Buffer | null; offset: number }>(
    `select key, value, record_offset::integer as offset from bus.record r join bus.partition p on p.id = r.partition_id
     where p.topic = $1 order by p.number, record_offset`,
    [on],
  );
  return rows.map((row) => ({ key: row.key?.toString() ?? null, value: row.value?.toString() ?? null, offset: row.offset }));
}

it('lets several processes create the schema at once', async () => {
  const fresh = await testDatabase();
  opened.push(fresh);
  const transports = await Promise.all(Array.from({ length: 5 }, () => connect({ url: fresh.url })));
  for (const transport of transports) await transport.check();
});

it('works for a role that owns the schema and nothing else', async () => {
  const fresh = await testDatabase();
  opened.push(fresh);
  const admin = new pg.Client(fresh.url);
  await admin.connect();
  const role = `bus_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`create role ${role} login password 'secret'; create schema bus authorization ${role}`);
  const url = new URL(fresh.url);
  url.username = role;
  url.password = 'secret';
  const transport = await connectPostgresTransport({ url: url.href, clientId: 'test', logger });
  const on = await topic(transport, 1);
  await transport.publish([textRecord(on, 'k', 'v')]);
  await transport.close();
  await admin.query(`drop owned by ${role}; drop role ${role}`);
  await admin.end();
});

it('fences a member that stalled past its lease: what it finishes later is not committed', async () => {
  const transport = await connect();
  const on = await topic(transport, 1);
  const group = `group.${randomUUID()}`;
  await transport.publish([textRecord(on, 'k', 'one'), textRecord(on, 'k', 'two')]);
  const stalled = startMember({ bus: { bus: 'embedded', busDatabaseUrl: database.url }, group, topic: on });
  opened.push({ close: () => stalled.end() });
  await eventually(() => expect(stalled.batches).toEqual(['one']));
  stalled.signal('SIGSTOP');
  const release = Promise.withResolvers<void>();
  const heir = recordedSubscription(transport, { group, topics: [on], maxBatch: 1 }, () => release.promise);
  const position = async () => (await sql.query('select position::integer, member from bus.claim where group_name = $1', [group])).rows[0];
  const before = await position();
  await eventually(async () => expect((await position()).member).not.toBe(before.member));
  stalled.signal('SIGCONT');
  stalled.finishBatch();
  await setTimeout(500);
  expect((await position()).position).toBe(0);
  release.resolve();
  await eventually(() => expect(values(heir.records).slice(0, 1)).toEqual(['one']));
  await stalled.end();
  await eventually(() => expect(values(heir.records)).toContain('two'));
});

it('numbers records without gaps, and shows them in that order, under publishers in several processes at once', async () => {
  const transports = await Promise.all(Array.from({ length: 4 }, () => connect()));
  const [first] = transports as [Transport];
  const on = await topic(first, 3);
  const seen: IncomingRecord[] = [];
  const reader = first.read({ topic: on, reader: 'r', handle: (record) => void seen.push(record) });
  await Promise.all(
    transports.map(async (transport, publisher) => {
      for (let turn = 0; turn < 50; turn += 1) {
        // Partitions in another order each time, which would deadlock if rows were locked in the order given.
        const keys = ['a', 'b', 'c', 'd', 'e', 'f'].sort(() => Math.random() - 0.5);
        await transport.publish(keys.map((key) => textRecord(on, key, `${publisher}:${turn}`)));
      }
    }),
  );
  await eventually(() => expect(seen).toHaveLength(4 * 50 * 6));
  await reader.close();
  for (let partition = 0; partition < 3; partition += 1) {
    const offsets = seen.filter((record) => record.partition === partition).map((record) => Number(record.offset));
    expect(offsets).toEqual(Array.from({ length: offsets.length }, (_, index) => index));
    const times = seen.filter((record) => record.partition === partition).map((record) => record.timestamp);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  }
});

it('keeps the last record of each key in a compacted topic, its tombstone for a while, and the last record of all', async () => {
  const transport = await connect();
  const on = await topic(transport, 1, { 'cleanup.policy': 'compact', 'delete.retention.ms': 300 });
  const tombstone = (key: string) => ({ topic: on, key, value: null, headers: {} });
  await transport.publish([
    textRecord(on, 'a', '1'),
    textRecord(on, 'b', '1'),
    textRecord(on, 'a', '2'),
    tombstone('b'),
    textRecord(on, 'c', '1'),
    tombstone('c'),
  ]);
  await tidy(sql);
  const kept = [
    { key: 'a', value: '2', offset: 2 },
    { key: 'b', value: null, offset: 3 },
    { key: 'c', value: null, offset: 5 },
  ];
  expect(await stored(on)).toEqual(kept);
  await setTimeout(350);
  await tidy(sql);
  expect(await stored(on)).toEqual([kept[0], kept[2]]);
  await transport.publish([textRecord(on, 'a', '3')]);
  await tidy(sql);
  expect(await stored(on)).toEqual([{ key: 'a', value: '3', offset: 6 }]);
  const seen: (string | null)[] = [];
  const reader = transport.read({ topic: on, reader: 'r', handle: (record) => void seen.push(String(record.value)) });
  await reader.caughtUp;
  expect(seen).toEqual(['3']);
});

it('deletes records over their retention and goes on counting; a slow group passes over them', async () => {
  const transport = await connect();
  const on = await topic(transport, 1, { 'retention.ms': 300 });
  const forever = await topic(transport, 1, { 'retention.ms': -1 });
  await transport.publish([textRecord(on, 'k', 'old'), textRecord(on, 'k', 'old'), textRecord(forever, 'k', 'kept')]);
  await setTimeout(350);
  await transport.publish([textRecord(on, 'k', 'young')]);
  await tidy(sql);
  expect(await stored(on)).toEqual([{ key: 'k', value: 'young', offset: 2 }]);
  expect(await stored(forever)).toHaveLength(1);
  await setTimeout(350);
  await tidy(sql);
  expect(await stored(on)).toEqual([]);
  await transport.publish([textRecord(on, 'k', 'next')]);
  const subscription = recordedSubscription(transport, { group: `group.${randomUUID()}`, topics: [on] });
  await eventually(() => expect(subscription.records.map((record) => record.offset)).toEqual(['3']));
});

it('tidies up by itself now and then', async () => {
  const transport = await connect({ upkeepMs: 100 });
  const on = await topic(transport, 1, { 'retention.ms': 100 });
  await transport.publish([textRecord(on, 'k', 'old')]);
  await eventually(async () => expect(await stored(on)).toEqual([]));
});

it('delivers within milliseconds of the publish', async () => {
  const transport = await connect();
  const other = await connect();
  const on = await topic(transport, 1);
  const subscription = recordedSubscription(other, { group: `group.${randomUUID()}`, topics: [on] });
  await subscription.ready;
  const waits: number[] = [];
  for (let turn = 1; turn <= 30; turn += 1) {
    const begin = performance.now();
    await transport.publish([textRecord(on, 'k', 'v')]);
    while (subscription.records.length < turn) await setTimeout(1);
    waits.push(performance.now() - begin);
  }
  // Far below the poll, which would bring them too.
  expect(waits.sort((one, another) => one - another)[15]).toBeLessThan(100);
});

it('finds records whose NOTIFY was missed', async () => {
  const transport = await connect({ pollMs: 200 });
  const on = await topic(transport, 1);
  const subscription = recordedSubscription(transport, { group: `group.${randomUUID()}`, topics: [on] });
  await subscription.ready;
  await sql.query(
    `with moved as (update bus.partition set next_offset = next_offset + 1 where topic = $1 returning id)
     insert into bus.record select id, 0, 'k', 'unannounced', '{}', 1, now() from moved`,
    [on],
  );
  await eventually(() => expect(values(subscription.records)).toEqual(['unannounced']));
});

it('says BUS_UNAVAILABLE while the database is away, and recovers by itself', async () => {
  const url = new URL(database.url);
  const proxy = await cuttableProxy(Number(url.port));
  opened.push(proxy);
  url.port = String(proxy.port);
  const behind = await connect({ url: url.href });
  const on = await topic(behind, 2);
  const group = `group.${randomUUID()}`;
  const subscription = recordedSubscription(behind, { group, topics: [on] });
  const view = new Map<string | null, string>();
  const reader = behind.read({ topic: on, reader: 'r', handle: (record) => void view.set(record.key, String(record.value)) });
  await Promise.all([subscription.ready, reader.caughtUp]);
  await behind.publish([textRecord(on, 'k', 'before')]);
  await eventually(() => expect(values(subscription.records)).toEqual(['before']));

  proxy.cut();
  await expect(behind.publish([textRecord(on, 'k', 'lost')])).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE' });
  await expect(behind.check()).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE' });
  const elsewhere = await connect();
  await elsewhere.publish([textRecord(on, 'k', 'meanwhile')]);
  await setTimeout(4_000);

  proxy.mend();
  await eventually(() => behind.check());
  await eventually(() => expect(values(subscription.records)).toEqual(['before', 'meanwhile']));
  await behind.publish([textRecord(on, 'k', 'after')]);
  await eventually(() => expect(values(subscription.records)).toEqual(['before', 'meanwhile', 'after']));
  await eventually(() => expect(view.get('k')).toBe('after'));
});

it('rejects with BUS_UNAVAILABLE when there is no database at first', async () => {
  await expect(connectPostgresTransport({ url: 'postgresql://127.0.0.1:1/none', clientId: 'test', logger })).rejects.toMatchObject({
    name: 'TransportError',
    code: 'BUS_UNAVAILABLE',
  });
});

it('closes within moments while the database is away', async () => {
  const url = new URL(database.url);
  const proxy = await cuttableProxy(Number(url.port));
  opened.push(proxy);
  url.port = String(proxy.port);
  const transport = await connectPostgresTransport({ url: url.href, clientId: 'test', logger });
  const on = await topic(transport, 1);
  const subscription = recordedSubscription(transport, { group: `group.${randomUUID()}`, topics: [on] });
  await subscription.ready;
  proxy.cut();
  const begin = performance.now();
  await transport.close();
  expect(performance.now() - begin).toBeLessThan(5_000);
});
