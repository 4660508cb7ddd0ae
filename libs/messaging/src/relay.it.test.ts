import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@vyarna/logger';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimMessage, INBOX_DAYS, pruneInbox } from './inbox.ts';
import { appendToOutbox } from './outbox.ts';
import { type Relay, startRelay } from './relay.ts';
import { eventually, startThingPlatform, type ThingPlatform } from './testing/thing-platform.ts';
import { type OutgoingRecord, TransportError } from './transport/port.ts';

const logger = createLogger({ service: 'relay', level: 'silent' });

let platform: ThingPlatform;
let published: OutgoingRecord[];

beforeAll(async () => {
  platform = await startThingPlatform();
});

afterAll(() => platform.close());

beforeEach(async () => {
  published = [];
  await sql`truncate outbox`.execute(platform.database.kysely);
});

const record = (key: string | null, position: number, topic = 'thing.thing.created.v1'): OutgoingRecord => ({
  topic,
  key,
  value: Buffer.from(String(position)),
  headers: { position: String(position) },
});

const left = async (): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from outbox`.execute(platform.database.kysely);
  return rows[0]?.count ?? -1;
};

const write = (...records: OutgoingRecord[]): Promise<void> => platform.database.kysely.transaction().execute((db) => appendToOutbox(db, records));

const relayTo = (publish: (records: readonly OutgoingRecord[]) => Promise<void>, pollMs = 20): Relay =>
  startRelay({ database: platform.database, transport: { publish }, logger, pollMs });

const positionsOf = (key: string): number[] => published.filter((each) => each.key === key).map(({ headers }) => Number(headers.position));

describe('the relay', () => {
  test('gives the bus what was written, byte for byte, and deletes it', async () => {
    const given = [
      record('k', 1),
      { ...record(null, 2), value: null },
      { ...record('k', 3), value: Buffer.alloc(0), headers: { text: 'a "quoted" {text} \\ é' } },
    ];
    await write(...given);
    const relay = relayTo(async (records) => void published.push(...records));
    await eventually('an empty outbox', async () => (await left()) === 0);
    await relay.stop();
    expect(published).toEqual(given);
  });

  test('publishes at once when woken, long before it would look by itself', async () => {
    const relay = relayTo(async (records) => void published.push(...records), 60_000);
    await pause(50);
    await write(record('k', 1));
    relay.wake();
    await eventually('the record', () => published.length === 1);
    await relay.stop();
  });

  test('keeps the order of each key while two relays share the work', async () => {
    const slowly = async (records: readonly OutgoingRecord[]): Promise<void> => {
      await pause(Math.random() * 5);
      published.push(...records);
    };
    const relays = [relayTo(slowly, 1), relayTo(slowly, 1)];
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    for (let position = 0; position < 30; position += 1) {
      await Promise.all(keys.map((key) => write(record(key, position))));
      for (const relay of relays) relay.wake();
    }
    await eventually('an empty outbox', async () => (await left()) === 0);
    await Promise.all(relays.map((relay) => relay.stop()));
    for (const key of keys) expect(positionsOf(key)).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test('publishes again what it had no time to delete, and loses nothing', async () => {
    for (let position = 0; position < 10; position += 1) await write(record('k', position));
    let crashes = 2;
    const relay = relayTo(async (records) => {
      published.push(...records);
      if (crashes > 0) {
        crashes -= 1;
        // As a kill between publish and delete: the bus has the records and the transaction ends without its delete.
        throw new TransportError('BUS_UNAVAILABLE', 'gone');
      }
    });
    await eventually('an empty outbox', async () => (await left()) === 0);
    await relay.stop();
    const once = Array.from({ length: 10 }, (_, index) => index);
    expect(positionsOf('k')).toEqual([...once, ...once, ...once]);
  });

  test('a topic that the bus refuses holds up nothing else, however much of it waits', async () => {
    const refused = Array.from({ length: 600 }, (_, index) => record('a', index, 'no-such-topic'));
    await write(...refused, record('a', 1), record('b', 1));
    let isThere = false;
    const relay = relayTo(async (records) => {
      if (!isThere && records.some(({ topic }) => topic === 'no-such-topic'))
        throw new TransportError('UNKNOWN_TOPIC', 'there is no topic no-such-topic');
      published.push(...records);
    });
    await eventually('the other topic', () => published.length === 2);
    await write(record('c', 1));
    await eventually('what came later', () => positionsOf('c').length > 0);
    expect(published.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(await left()).toBe(600);
    isThere = true;
    await eventually('an empty outbox', async () => (await left()) === 0);
    await relay.stop();
    expect(published.slice(3)).toEqual(refused);
  });

  test('sees a row that commits after a later one', async () => {
    const relay = relayTo(async (records) => void published.push(...records), 5);
    const first = await platform.database.pool.connect();
    await first.query('begin');
    await first.query(`insert into outbox (shard, topic, key, headers) values (3, 't', 'early', '{}')`);
    await write(record('late', 1));
    await eventually('the later row', () => published.length === 1);
    await first.query('commit');
    first.release();
    await eventually('the earlier row', () => published.length === 2);
    await relay.stop();
    expect(published.map(({ key }) => key)).toEqual(['late', 'early']);
  });

  test('goes on after its database connections were cut', async () => {
    const relay = relayTo(async (records) => void published.push(...records));
    await platform.database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    );
    await write(record('k', 1)).catch(() => write(record('k', 1)));
    await eventually('the record', () => published.length === 1);
    await relay.stop();
  });
});

describe('the inbox', () => {
  test('lets a message in once for each consumer', async () => {
    const db = platform.database.kysely;
    const id = '01890a5d-ac96-774b-bcce-b302099a8057';
    expect(await claimMessage(db, 'createThing', id)).toBe(true);
    expect(await claimMessage(db, 'createThing', id)).toBe(false);
    expect(await claimMessage(db, 'onThingCreated', id)).toBe(true);
  });

  test('makes a second delivery wait for the first, which may still fail', async () => {
    const db = platform.database.kysely;
    const id = '01890a5d-ac96-774b-bcce-b302099a8058';
    const order: string[] = [];
    const first = db
      .transaction()
      .execute(async (transaction) => {
        await claimMessage(transaction, 'createThing', id);
        await pause(100);
        order.push('first fails');
        throw new Error('rolled back');
      })
      .catch(() => {});
    await pause(30);
    const second = claimMessage(db, 'createThing', id).then((claimed) => order.push(`second ${claimed}`));
    await Promise.all([first, second]);
    expect(order).toEqual(['first fails', 'second true']);
  });

  test('forgets what nothing can deliver any more', async () => {
    const db = platform.database.kysely;
    await sql`truncate inbox`.execute(db);
    await sql`insert into inbox values ('a', gen_random_uuid(), now() - make_interval(days => ${INBOX_DAYS + 1})), ('a', gen_random_uuid(), now())`.execute(
      db,
    );
    expect(await pruneInbox(db)).toBe(1);
  });
});
