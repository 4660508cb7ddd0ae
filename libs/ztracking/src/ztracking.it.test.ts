import { type Bundle, createContracts } from '@vyarna/contract';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { snapshot } from '@vyarna/messaging/codegen/v1';
import { type Database, migrate, openDatabase } from '@vyarna/process';
import { sql } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ztrackingMigration } from './migration.ts';
import { readHistory } from './read-history.ts';
import { recordChange } from './record-change.ts';

interface Thing {
  readonly thingId: string;
  readonly name: string;
  readonly size?: number;
}

const type = {
  type: 'record',
  name: 'Thing',
  namespace: 'test',
  fields: [
    { name: 'thingId', type: 'string' },
    { name: 'name', type: 'string', minLength: 1 },
    { name: 'size', type: 'int', default: 1 },
  ],
};

/** Only what audit records are looked up by. */
const contracts = createContracts({
  channels: { 'thing/snapshots': { key: 'thing/snapshots', kind: 'snapshot', address: 'ztracking-thing' } },
  messages: { 'thing.thing.snapshot.v1': { name: 'thing.thing.snapshot.v1', payload: 'test.Thing' } },
  operations: { recordThingChange: { id: 'recordThingChange', channel: 'thing/snapshots', messages: ['thing.thing.snapshot.v1'] } },
  types: { 'test.Thing': { schema: type, file: '' } },
} as unknown as Bundle);
const recordThingChange = snapshot<Thing>('recordThingChange');

const lines: { level: string; message: string; violations?: unknown }[] = [];
const logger = createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(JSON.parse(line)) } });

let close: () => Promise<void>;
let database: Database<object>;
let entityId: string;

const unit = uuidV7();
const who = { businessUnitId: unit, operatorId: uuidV7(), operatorSessionId: uuidV7(), deviceSessionId: uuidV7() };

beforeAll(async () => {
  const server = await testDatabase();
  const role = `thing_${process.pid}`;
  const admin = openDatabase({ url: server.url, schema: 'public', logger });
  await sql`create role ${sql.ref(role)} login password 'test'`.execute(admin.kysely);
  await migrate({ url: server.url, schema: 'thing', role, migrations: [ztrackingMigration('ztracking_thing')], logger });
  const url = new URL(server.url);
  url.username = role;
  url.password = 'test';
  database = openDatabase<object>({ url: url.href, schema: 'thing', logger });
  close = async () => {
    await database.close();
    await sql`drop owned by ${sql.ref(role)}`.execute(admin.kysely);
    await sql`drop role ${sql.ref(role)}`.execute(admin.kysely);
    await admin.close();
    await server.close();
  };
});

afterAll(() => close());

beforeEach(() => {
  entityId = uuidV7();
  lines.length = 0;
});

const messageOf = (traceId: string) => ({
  id: uuidV7(),
  type: 't',
  source: '/apps/test',
  occurredAt: new Date().toISOString(),
  traceId,
  correlationId: traceId,
  flowType: 'update-thing',
  context: who,
});

const change = (changeType: 'create' | 'update' | 'delete', before: Thing | null, after: Thing | null, traceId = 'updateThing-1') =>
  recordChange(database.kysely, recordThingChange, { contracts, logger, message: messageOf(traceId), changeType, entityId, before, after });

const history = (more: { businessUnitId?: string; limit?: number; cursor?: string | null } = {}) =>
  readHistory(database.kysely, recordThingChange, { contracts, entityId, businessUnitId: unit, limit: 10, cursor: null, ...more });

describe('the history of an entity', () => {
  test('tells what changed, when, by whom and for which request', async () => {
    const thing = { thingId: entityId, name: 'one', size: 1 };
    await change('create', null, thing, 'createThing-1');
    await change('update', thing, { ...thing, name: 'two' });
    const { changes, nextCursor } = await history();
    expect(nextCursor).toBeNull();
    expect(changes.map(({ changeType, before, after }) => ({ changeType, before, after }))).toEqual([
      { changeType: 'update', before: thing, after: { ...thing, name: 'two' } },
      { changeType: 'create', before: null, after: thing },
    ]);
    expect(changes[1]).toMatchObject({
      traceId: 'createThing-1',
      flowType: 'update-thing',
      conforms: true,
      operatorId: who.operatorId,
      operatorSessionId: who.operatorSessionId,
      deviceSessionId: who.deviceSessionId,
    });
    expect(changes[1]?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  test('comes in pages, newest first, each change once', async () => {
    for (let size = 1; size <= 5; size += 1) await change('update', null, { thingId: entityId, name: 'one', size });
    const sizes: (number | undefined)[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof history>> = await history({ limit: 2, cursor });
      sizes.push(...page.changes.map(({ after }) => after?.size));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(sizes).toEqual([5, 4, 3, 2, 1]);
  });

  test('is not seen by another unit', async () => {
    await change('create', null, { thingId: entityId, name: 'one', size: 1 });
    expect((await history({ businessUnitId: uuidV7() })).changes).toEqual([]);
  });

  test('fills in fields that came after the snapshot was kept', async () => {
    await change('create', null, { thingId: entityId, name: 'one', size: 1 });
    await change('update', null, { thingId: entityId, name: 'old' });
    expect((await history({ limit: 1 })).changes[0]?.after).toEqual({ thingId: entityId, name: 'old', size: 1 });
  });

  test.each(['', 'zzz', Buffer.from('h1; drop table').toString('base64url')])('refuses the cursor %j', async (cursor) => {
    await expect(history({ cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});

describe('an audit record', () => {
  test('of a snapshot that does not fit is kept as it is, marked and logged, and blocks nothing', async () => {
    await change('create', null, { thingId: entityId, name: '' });
    const { rows } = await sql`select conforms, snapshot_after from ztracking_thing where entity_id = ${entityId}`.execute(database.kysely);
    expect(rows).toEqual([{ conforms: false, snapshot_after: { thingId: entityId, name: '' } }]);
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', message: 'an audit snapshot does not fit its contract; it is kept as it is' })]);
    const [shown] = (await history()).changes;
    expect(shown).toMatchObject({ conforms: false, after: null });
  });

  test('goes with its transaction', async () => {
    const failing = database.kysely.transaction().execute(async (db) => {
      const after = { thingId: entityId, name: 'one', size: 1 };
      await recordChange(db, recordThingChange, { contracts, logger, message: messageOf('x'), changeType: 'create', entityId, before: null, after });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect((await history()).changes).toEqual([]);
  });

  test.each([
    "update ztracking_thing set trace_id = 'forged'",
    'delete from ztracking_thing',
    'truncate ztracking_thing',
    'drop table ztracking_thing',
  ])('cannot be touched by its program: %s', async (statement) => {
    await change('create', null, { thingId: entityId, name: 'one', size: 1 });
    await expect(sql.raw(statement).execute(database.kysely)).rejects.toMatchObject({ code: '42501' });
    expect((await history()).changes).toHaveLength(1);
  });
});
