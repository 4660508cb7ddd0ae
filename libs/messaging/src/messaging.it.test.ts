import { Refusal } from '@vyarna/contract';
import { sql } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { producer, request } from './codegen/v1.ts';
import { frame, unframe } from './frame.ts';
import type { HandlerContext } from './handler.ts';
import { createMessaging } from './messaging.ts';
import { outgoingRecord, type Sender } from './outgoing-record.ts';
import { createRequester, type Requester } from './requester.ts';
import { createSerde } from './serde.ts';
import type { TestProgram } from './testing/test-program.ts';
import { eventually, startThingPlatform, type ThingPlatform, type ThingTables } from './testing/thing-platform.ts';
import type { IncomingRecord, OutgoingRecord } from './transport/port.ts';

interface Thing {
  readonly thingId: string;
  readonly name: string;
  readonly size: number;
}

const announce = producer<Thing>('announceThingCreated', 'thing.thing.created.v1');
const createThing = request<{ readonly thingId: string; readonly name: string }, Thing>('createThing');
const getThing = request<{ readonly thingId: string }, Thing>('getThing');

let platform: ThingPlatform;
let service: TestProgram;
let edge: Sender;
let requester: Requester;
let deadLetters: readonly IncomingRecord[];
let replies: readonly IncomingRecord[];
let events: readonly IncomingRecord[];
let attempts: Map<string, number>;

const create = async ({ payload }: { payload: { thingId: string; name: string } }, { db }: HandlerContext<ThingTables>) => {
  const attempt = (attempts.get(payload.thingId) ?? 0) + 1;
  attempts.set(payload.thingId, attempt);
  await db.insertInto('thing').values({ thing_id: payload.thingId, name: payload.name }).execute();
  if (payload.name === 'refused') throw new Refusal('CONFLICT', 'It is there.', { field: 'name' });
  if (payload.name === 'broken') throw new Error('out of luck');
  if (payload.name === 'shaky' && attempt < 3) throw new Error('not yet');
  const reply = { ...payload, size: 1 };
  return { reply, messages: [announce(reply)] };
};

beforeAll(async () => {
  platform = await startThingPlatform();
  const { contracts, transport, database, registry } = platform;
  service = platform.program('ez-thing');
  const messaging = createMessaging<ThingTables>({ program: service, contracts, app: 'ez-thing', transport, registryUrl: registry.url, database });
  messaging.handle(createThing, create);
  messaging.handle(getThing, async ({ payload }, { db }) => {
    const row = await db.selectFrom('thing').selectAll().where('thing_id', '=', payload.thingId).executeTakeFirst();
    if (row === undefined) throw new Refusal('CONFLICT', 'It is not there.');
    return { reply: { thingId: row.thing_id, name: row.name, size: 1 } };
  });
  await messaging.start();

  const gateway = platform.program('ez-edge');
  const serde = createSerde({ contracts, registryUrl: registry.url, app: 'ez-edge', logger: gateway.logger });
  await serde.prepare();
  edge = { contracts, serde, app: 'ez-edge' };
  requester = await createRequester({ program: gateway, contracts, app: 'ez-edge', transport, serde, database });
  deadLetters = await platform.recordsOf('ez-thing.create-thing-entity.dlq');
  replies = await platform.recordsOf('edge.replies.1');
  events = await platform.recordsOf('thing.thing.created.v1');
});

afterAll(() => platform.close());

beforeEach(() => {
  attempts = new Map();
});

const traceIdOf = (action: string): string => `${action}-${uuidV7()}`;

/** A request whose answer goes to the slot that nobody leases, where the test reads it. */
const requestRecord = (
  name: string,
  extra: Partial<Parameters<typeof outgoingRecord>[1]> = {},
): OutgoingRecord & { readonly thingId: string; readonly id: string } => {
  const thingId = uuidV7();
  const id = uuidV7();
  const { record } = outgoingRecord(edge, {
    channel: 'thing/createThing',
    message: 'thing.thing.create.v1',
    payload: { thingId, name },
    traceId: traceIdOf('createThing'),
    context: {},
    replyTo: 'edge.replies.1',
    id,
    ...extra,
  });
  return { ...record, thingId, id };
};

const things = async (thingId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from thing where thing_id = ${thingId}`.execute(
    platform.database.kysely,
  );
  return rows[0]?.count ?? -1;
};

const repliesTo = (id: string): readonly IncomingRecord[] => replies.filter(({ headers }) => headers.ce_causationid === id);

const deadLetterOf = (record: OutgoingRecord): Promise<{ readonly [field: string]: unknown }> =>
  eventually('its dead letter', async () => {
    const found = deadLetters.find(({ key, headers }) => key === record.key && headers.ce_type === 'types.dead.letter.v1');
    if (found?.value == null) return undefined;
    return (await edge.serde.decode(found.value, 'vyarna.types.DeadLetter')).payload as { readonly [field: string]: unknown };
  });

const decodeReply = async (record: IncomingRecord | undefined, type: string): Promise<unknown> =>
  (await edge.serde.decode(record?.value as Buffer, type)).payload;

describe('a request over the bus', () => {
  test('is answered, and its effects, its event and its answer carry the trace', async () => {
    const thingId = uuidV7();
    const traceId = traceIdOf('createThing');
    const businessUnitId = uuidV7();
    const message = {
      channel: 'thing/createThing',
      message: 'thing.thing.create.v1',
      payload: { thingId, name: 'one' },
      traceId,
      context: { businessUnitId },
    };
    const sent = await requester.send(message);
    expect(await sent.reply(5_000)).toEqual({ kind: 'result', message: 'thing.thing.reply.v1', payload: { thingId, name: 'one', size: 1 } });
    expect(await things(thingId)).toBe(1);
    const event = await eventually('the event', () => events.find(({ key }) => key === thingId));
    expect(event.headers).toMatchObject({
      ce_traceid: traceId,
      ce_causationid: sent.id,
      ce_businessunitid: businessUnitId,
      ce_source: '/apps/ez-thing',
    });
    const lines = service.lines.filter((line) => line.messageId === sent.id);
    expect(lines.map(({ level, message: text, traceId: trace }) => [level, text, trace])).toEqual([
      ['debug', 'message received', traceId],
      ['info', 'message handled', traceId],
    ]);
  });

  test('is answered with the refusal of its handler, whose effects are undone', async () => {
    const thingId = uuidV7();
    const sent = await requester.send({
      channel: 'thing/createThing',
      message: 'thing.thing.create.v1',
      payload: { thingId, name: 'refused' },
      traceId: traceIdOf('createThing'),
      context: {},
    });
    expect(await sent.reply(5_000)).toEqual({ kind: 'error', code: 'CONFLICT', message: 'It is there.', details: { field: 'name' } });
    expect(await things(thingId)).toBe(0);
    const { rows } = await sql`select 1 from inbox where message_id = ${sent.id}`.execute(platform.database.kysely);
    expect(rows).toHaveLength(1);
  });

  test('made from its generated descriptor has a typed answer, a typed refusal, and a caller who may give up', async () => {
    const create = request<{ thingId: string; name: string }, { thingId: string; name: string; size: number }>('createThing');
    const thingId = uuidV7();
    const outcome = await requester.request(create, { thingId, name: 'typed' }, { traceId: traceIdOf('createThing'), context: {} });
    expect(outcome).toEqual({ kind: 'result', payload: { thingId, name: 'typed', size: 1 } });
    const refused = await requester.request(create, { thingId: uuidV7(), name: 'refused' }, { traceId: traceIdOf('createThing'), context: {} });
    expect(refused).toEqual({ kind: 'error', code: 'CONFLICT', message: 'It is there.', details: { field: 'name' } });
    const signal = AbortSignal.abort();
    const given = await requester.request(create, { thingId: uuidV7(), name: 'late' }, { traceId: traceIdOf('createThing'), context: {}, signal });
    expect(given).toEqual({ kind: 'timeout' });
  });

  test('that only reads leaves no row behind', async () => {
    const sent = await requester.send({
      channel: 'thing/getThing',
      message: 'thing.thing.get.v1',
      payload: { thingId: uuidV7() },
      traceId: traceIdOf('getThing'),
      context: {},
    });
    expect(await sent.reply(5_000)).toMatchObject({ kind: 'error', message: 'It is not there.' });
    const { rows } = await sql`select 1 from inbox where message_id = ${sent.id}`.execute(platform.database.kysely);
    expect(rows).toHaveLength(0);
  });

  test('that nobody answers in time is a timeout for the asker', async () => {
    const sent = await requester.send({
      channel: 'thing/startThing',
      message: 'thing.thing.create.v1',
      payload: { thingId: uuidV7(), name: 'x' },
      traceId: traceIdOf('x'),
      context: {},
    });
    expect(await sent.reply(20)).toEqual({ kind: 'timeout' });
  });
});

describe('a message that is delivered again', () => {
  test('has its effect, its event and its answer once', async () => {
    const record = requestRecord('again');
    await platform.transport.publish([record, record]);
    await platform.transport.publish([record]);
    await eventually('three deliveries', () => service.lines.filter((line) => line.messageId === record.id && line.level === 'info').length === 3);
    expect(service.lines.filter((line) => line.messageId === record.id && line.level === 'info').map((line) => line.message)).toEqual([
      'message handled',
      'message duplicate',
      'message duplicate',
    ]);
    await eventually('the answer', () => repliesTo(record.id).length > 0);
    expect(repliesTo(record.id)).toHaveLength(1);
    expect(events.filter(({ key }) => key === record.thingId)).toHaveLength(1);
    expect(await things(record.thingId)).toBe(1);
  });
});

describe('a message that cannot be handled', () => {
  const expectGoesOn = async (): Promise<void> => {
    const next = requestRecord('next');
    await platform.transport.publish([next]);
    await eventually('the next message', async () => (await things(next.thingId)) === 1);
  };

  test('for its bytes is kept whole as a dead letter, its asker is told, and the consumer goes on', async () => {
    const record = requestRecord('one');
    const schemaId = unframe(record.value as Buffer)?.schemaId as number;
    const broken = { ...record, value: frame(schemaId, Buffer.from([2, 1])) };
    await platform.transport.publish([broken]);
    const letter = await deadLetterOf(record);
    expect(letter).toMatchObject({
      group: 'ez-thing',
      topic: 'create-thing-entity',
      key: record.thingId,
      value: broken.value.toString('base64'),
      headers: record.headers,
      schemaId,
      attempts: 1,
      errorCode: 'AVRO_INVALID',
      traceId: record.headers.ce_traceid,
    });
    const reply = await eventually('the answer', () => repliesTo(record.id)[0]);
    expect(await decodeReply(reply, 'vyarna.types.ErrorReply')).toMatchObject({ code: 'MESSAGE_REJECTED' });
    expect(service.lines.filter((line) => line.level === 'error' && line.traceId === record.headers.ce_traceid)).toHaveLength(1);
    await expectGoesOn();
  });

  test('for a broken constraint is a dead letter that names the path and not the value', async () => {
    const record = requestRecord('one');
    const { schemaId, avro } = unframe(record.value as Buffer) as { schemaId: number; avro: Buffer };
    const idBytes = avro.subarray(0, 37);
    const long = 'secret'.repeat(5);
    const value = frame(schemaId, Buffer.concat([idBytes, Buffer.from([long.length * 2]), Buffer.from(long)]));
    await platform.transport.publish([{ ...record, value }]);
    expect(await deadLetterOf(record)).toMatchObject({
      errorCode: 'CONSTRAINT_BROKEN',
      reason: "the value breaks its writer's contract: $.name must be at most 20 characters",
    });
  });

  test('for an unknown schema is a dead letter', async () => {
    const record = requestRecord('one');
    await platform.transport.publish([{ ...record, value: frame(4_711, Buffer.from([2, 1])) }]);
    expect(await deadLetterOf(record)).toMatchObject({ errorCode: 'SCHEMA_UNKNOWN', schemaId: 4_711, reason: 'the registry has no schema 4711' });
  });

  test('for bytes without a frame, or no value, is a dead letter', async () => {
    const [bare, none] = [requestRecord('one'), requestRecord('two')];
    await platform.transport.publish([
      { ...bare, value: Buffer.from('{"a":1}') },
      { ...none, value: null },
    ]);
    expect(await deadLetterOf(bare)).toMatchObject({ errorCode: 'FRAME_INVALID', schemaId: null });
    expect(await deadLetterOf(none)).toMatchObject({ errorCode: 'FRAME_INVALID', value: null });
  });

  test('for a reply topic that is none of ours is a dead letter, and nothing is sent there', async () => {
    const record = requestRecord('one');
    const headers = { ...record.headers, ce_replyto: 'thing.thing.created.v1' };
    await platform.transport.publish([{ ...record, headers }]);
    expect(await deadLetterOf(record)).toMatchObject({ errorCode: 'REPLY_TO_REFUSED' });
    expect(await things(record.thingId)).toBe(0);
    expect(events.filter(({ headers: sent }) => sent.ce_causationid === record.id)).toHaveLength(0);
  });

  test('for its headers is a dead letter under a traceId of its own', async () => {
    const record = requestRecord('one');
    await platform.transport.publish([{ ...record, headers: { ...record.headers, ce_traceid: 'nonsense' } }]);
    expect(await deadLetterOf(record)).toMatchObject({ errorCode: 'HEADERS_INVALID', traceId: 'nonsense' });
    const letter = deadLetters.find(({ key }) => key === record.key);
    expect(letter?.headers.ce_traceid).toMatch(/^deadLetter-/);
  });

  test('for its type is a dead letter', async () => {
    const record = requestRecord('one');
    await platform.transport.publish([{ ...record, headers: { ...record.headers, ce_type: 'thing.thing.created.v1' } }]);
    expect(await deadLetterOf(record)).toMatchObject({ errorCode: 'TYPE_UNEXPECTED' });
  });

  test('for its size beside its story is a dead letter that says where it lies', async () => {
    const record = requestRecord('one');
    await platform.transport.publish([{ ...record, value: Buffer.alloc(1_047_600, 1) }]);
    const letter = await eventually('its dead letter', async () => {
      for (const { value, headers } of deadLetters) {
        if (headers.ce_causationid !== undefined || value === null) continue;
        const payload = (await edge.serde.decode(value, 'vyarna.types.DeadLetter')).payload as {
          readonly reason: string;
          readonly value: string | null;
        };
        if (payload.reason.includes('too many')) return payload;
      }
      return undefined;
    });
    expect(letter).toMatchObject({
      errorCode: 'FRAME_INVALID',
      topic: 'create-thing-entity',
      value: null,
      headers: {},
      offset: expect.stringMatching(/^\d+$/),
    });
  });

  test('for its handler is tried as often as the contract says, then a dead letter', async () => {
    const record = requestRecord('broken');
    await platform.transport.publish([record]);
    expect(await deadLetterOf(record)).toMatchObject({ errorCode: 'HANDLER_FAILED', attempts: 3, reason: 'its handler failed: out of luck' });
    expect(attempts.get(record.thingId)).toBe(3);
    expect(await things(record.thingId)).toBe(0);
    const reply = await eventually('the answer', () => repliesTo(record.id)[0]);
    expect(await decodeReply(reply, 'vyarna.types.ErrorReply')).toMatchObject({ code: 'MESSAGE_REJECTED' });
    await expectGoesOn();
  });

  test('at first is handled at a later attempt', async () => {
    const record = requestRecord('shaky');
    await platform.transport.publish([record]);
    await eventually('the effect', async () => (await things(record.thingId)) === 1);
    expect(attempts.get(record.thingId)).toBe(3);
  });

  test('because its deadline is over is not carried out', async () => {
    const record = requestRecord('late', { deadline: '2020-01-01T00:00:00.000Z' });
    await platform.transport.publish([record]);
    await eventually('the line', () => service.lines.some((line) => line.messageId === record.id && line.message.startsWith('message expired')));
    expect(await things(record.thingId)).toBe(0);
    await expectGoesOn();
  });
});

describe('a service', () => {
  test('does not start without a handler for each operation of its contract', async () => {
    const { contracts, transport, database, registry } = platform;
    const program = platform.program('ez-thing');
    const messaging = createMessaging({ program, contracts, app: 'ez-thing', transport, registryUrl: registry.url, database });
    await expect(messaging.start()).rejects.toMatchObject({ code: 'HANDLER_MISSING', message: 'ez-thing has no handler for createThing, getThing' });
  });

  test('starts though its contract has no operation yet', async () => {
    const program = platform.program('ez-new');
    const { contracts, transport, registry, database } = platform;
    const messaging = createMessaging({ program, contracts, app: 'ez-new', transport, registryUrl: registry.url, database });
    await expect(messaging.start()).resolves.toBeUndefined();
  });

  test('does not start without its schemas in the registry, nor without the registry', async () => {
    const { contracts } = platform;
    const { startRegistryStandIn } = await import('./testing/registry-stand-in.ts');
    const empty = await startRegistryStandIn();
    const serde = createSerde({ contracts, registryUrl: empty.url, app: 'ez-edge', logger: service.logger });
    await expect(serde.prepare()).rejects.toMatchObject({ code: 'SCHEMA_MISSING' });
    await empty.close();
    await expect(serde.prepare()).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
  });
});
