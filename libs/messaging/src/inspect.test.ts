import { createCodec } from '@vyarna/avro';
import type { AvroJson } from '@vyarna/contract';
import { createLogger } from '@vyarna/logger';
import { expect, test } from 'vitest';
import { deadLetterRecord } from './dead-letter.ts';
import { frame } from './frame.ts';
import { inspectRecord } from './inspect.ts';
import { outgoingRecord } from './outgoing-record.ts';
import { serdeOver } from './serde.ts';
import { thingContracts } from './testing/thing-contracts.ts';
import type { IncomingRecord, OutgoingRecord } from './transport/port.ts';

const contracts = thingContracts();
const logger = createLogger({ service: 'test', level: 'silent' });
const thingId = '01890a5d-ac96-774b-bcce-b302099a8057';
const traceId = 'createThing-01890a5d-ac96-774b-bcce-b302099a8058';

/** A registry with every schema of the contracts, and some more. */
const schemas: AvroJson[] = [];
const idOf = async (_: string, schema: AvroJson): Promise<number> => {
  const known = schemas.findIndex((each) => JSON.stringify(each) === JSON.stringify(schema));
  return known >= 0 ? known + 1 : schemas.push(schema);
};
const sends = [
  { message: 'thing.thing.create.v1', topic: 'create-thing-entity' },
  { message: 'thing.thing.state.v1', topic: 'thing.thing.state.v1' },
  { message: 'types.dead.letter.v1', topic: 'any' },
];
const serde = serdeOver({ idOf, schemaOf: async (id) => schemas[id - 1] ?? null }, { contracts, app: 'vyarna', sends, logger });
await serde.prepare();
const sender = { contracts, serde, app: 'ez-thing' };

const incoming = (record: OutgoingRecord): IncomingRecord => ({ ...record, partition: 1, offset: '7', timestamp: 0 });
const created = (payload: unknown = { thingId, name: 'one' }) =>
  incoming(outgoingRecord(sender, { channel: 'thing/createThing', message: 'thing.thing.create.v1', payload, traceId, context: {} }).record);
const inspect = (record: IncomingRecord) => inspectRecord({ contracts, serde }, record);

test('what was sent is shown with its envelope, type and payload', async () => {
  expect(await inspect({ ...created(), headers: { ...created().headers, colour: 'red' } })).toEqual({
    topic: 'create-thing-entity',
    partition: 1,
    offset: '7',
    time: '1970-01-01T00:00:00.000Z',
    key: thingId,
    schemaId: 1,
    type: 'test.thing.CreateThing',
    envelope: expect.objectContaining({ type: 'thing.thing.create.v1', traceId, subject: thingId, partitionKey: thingId, source: '/apps/ez-thing' }),
    headers: { colour: 'red' },
    payload: { thingId, name: 'one' },
    faults: [],
  });
});

test('a tombstone has no payload and no fault', async () => {
  const draft = { channel: 'thing/thingState', message: 'thing.thing.state.v1', payload: null, subject: thingId, traceId, context: {} };
  expect(await inspect(incoming(outgoingRecord(sender, draft).record))).toMatchObject({ key: thingId, schemaId: null, payload: null, faults: [] });
});

test('the value of another writer is shown as it was written, with the constraints of that writer it breaks', async () => {
  const schema: AvroJson = { type: 'record', name: 'Other', namespace: 'elsewhere', fields: [{ name: 'size', type: 'int', maximum: 3 }] };
  const value = frame(await idOf('', schema), createCodec(schema).encode({ size: 9 }));
  expect(await inspect({ ...created(), value })).toMatchObject({
    type: 'elsewhere.Other',
    payload: { size: 9 },
    faults: [{ code: 'CONSTRAINT_BROKEN', reason: '$.size must be 3 or less' }],
  });
});

test.each([
  ['no frame', Buffer.from('{"a":1}'), null, 'FRAME_INVALID'],
  ['a schema that there is not', frame(99, Buffer.alloc(1)), 99, 'SCHEMA_UNKNOWN'],
  ['bytes that are no Avro', frame(1, Buffer.alloc(1)), 1, 'AVRO_INVALID'],
])('a value of %s is shown in base64, and why', async (_, value, schemaId, code) => {
  const inspected = await inspect({ ...created(), value });
  expect(inspected).toMatchObject({ schemaId, type: null, payload: null, value: value.toString('base64'), faults: [{ code }] });
});

test('headers that break the contract are shown as far as they go', async () => {
  expect(await inspect({ ...created(), headers: {} })).toMatchObject({
    envelope: null,
    headers: {},
    payload: { name: 'one' },
    faults: [{ code: 'HEADERS_INVALID' }],
  });
});

test('a dead letter is shown with the message that it keeps', async () => {
  const failure = { code: 'HANDLER_FAILED', reason: 'It failed.', attempts: 3 };
  expect(await inspect(incoming(deadLetterRecord(sender, 'ez-thing', created(), failure)))).toMatchObject({
    topic: 'ez-thing.create-thing-entity.dlq',
    type: 'vyarna.types.DeadLetter',
    payload: { errorCode: 'HANDLER_FAILED', attempts: 3, group: 'ez-thing' },
    faults: [],
    deadLetter: {
      topic: 'create-thing-entity',
      offset: '7',
      type: 'test.thing.CreateThing',
      payload: { thingId, name: 'one' },
      envelope: { traceId },
    },
  });
});

test('a dead letter of what could not be read keeps that as it came', async () => {
  const failure = { code: 'FRAME_INVALID', reason: 'It is no frame.', attempts: 1 };
  const letter = incoming(deadLetterRecord(sender, 'ez-thing', { ...created(), value: Buffer.from('junk') }, failure));
  expect((await inspect(letter)).deadLetter).toMatchObject({ payload: null, value: 'anVuaw==', faults: [{ code: 'FRAME_INVALID' }] });
});
