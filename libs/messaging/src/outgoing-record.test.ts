import type { AvroJson } from '@vyarna/contract';
import { createLogger } from '@vyarna/logger';
import { beforeAll, describe, expect, test } from 'vitest';
import { shardOf } from './outbox.ts';
import { causedBy, errorReplyRecord, outgoingRecord, replyRecord, type Sender } from './outgoing-record.ts';
import { type Serde, serdeOver } from './serde.ts';
import { thingContracts } from './testing/thing-contracts.ts';
import { TransportError } from './transport/port.ts';

const contracts = thingContracts();
const logger = createLogger({ service: 'test', level: 'silent' });
const source = { idOf: async () => 7, schemaOf: async (): Promise<AvroJson | null> => null };
const thingId = '01890a5d-ac96-774b-bcce-b302099a8057';
const now = new Date('2026-11-21T10:15:30.123Z');
const draft = {
  message: 'thing.thing.create.v1',
  payload: { thingId, name: 'one' },
  traceId: 'createThing-1',
  context: { businessUnitId: 'b1' },
  now,
};

const senderOf = async (app: string): Promise<Sender & { serde: Serde }> => {
  const serde = serdeOver(source, { contracts, app, logger });
  await serde.prepare();
  return { contracts, serde, app };
};

let edge: Sender;
let service: Sender;

beforeAll(async () => {
  edge = await senderOf('ez-edge');
  service = await senderOf('ez-thing');
});

describe('a message on a channel', () => {
  test('of requests goes to its topic under the entity id, with the deadline of the channel', () => {
    const { record, envelope } = outgoingRecord(edge, { ...draft, channel: 'thing/createThing', replyTo: 'edge.replies.1' });
    expect(record).toMatchObject({ topic: 'create-thing-entity', key: thingId });
    expect(envelope).toMatchObject({
      type: 'thing.thing.create.v1',
      source: '/apps/ez-edge',
      occurredAt: '2026-11-21T10:15:30.123Z',
      subject: thingId,
      partitionKey: thingId,
      correlationId: 'createThing-1',
      deadline: '2026-11-21T10:16:00.123Z',
      replyTo: 'edge.replies.1',
    });
    expect(envelope.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(envelope).not.toHaveProperty('causationId');
  });

  test('of triggers without an ordering key goes under the traceId and names no subject', () => {
    const { record, envelope } = outgoingRecord(edge, { ...draft, channel: 'thing/startThing' });
    expect(record).toMatchObject({ topic: 'create-thing-flow', key: 'createThing-1' });
    expect(envelope).not.toHaveProperty('subject');
    expect(envelope.deadline).toBe('2026-11-21T10:20:30.123Z');
  });

  test('of events has no deadline', () => {
    const payload = { thingId, name: 'one', size: 2 };
    const { envelope } = outgoingRecord(service, { ...draft, channel: 'thing/thingCreated', message: 'thing.thing.created.v1', payload });
    expect(envelope).not.toHaveProperty('deadline');
  });

  test('of states may be a tombstone, keyed by the given subject', () => {
    const { record } = outgoingRecord(service, {
      ...draft,
      channel: 'thing/thingState',
      message: 'thing.thing.state.v1',
      payload: null,
      subject: thingId,
    });
    expect(record).toMatchObject({ topic: 'thing.thing.state.v1', key: thingId, value: null });
  });

  test('is refused where the payload does not fit, by path', () => {
    expect(() => outgoingRecord(edge, { ...draft, channel: 'thing/createThing', payload: { thingId, name: '' } })).toThrow(
      'The payload of thing.thing.create.v1 does not fit its contract: $.name must not be empty',
    );
  });

  test('is refused where the application does not send it', () => {
    expect(() => outgoingRecord(service, { ...draft, channel: 'thing/createThing' })).toThrow(
      'ez-thing has no schema id for create-thing-entity-value',
    );
  });

  test('is refused over the size of a record, before it is sent', () => {
    const context = { businessUnitId: 'x'.repeat(1_048_576) };
    expect(() => outgoingRecord(edge, { ...draft, channel: 'thing/createThing', context })).toThrow(TransportError);
  });
});

describe('a reply', () => {
  const request = (replyTo: string) => outgoingRecord(edge, { ...draft, channel: 'thing/createThing', replyTo, flowType: 'create-thing' }).envelope;
  const answer = { message: 'thing.thing.reply.v1', payload: { thingId, name: 'one', size: 1 } };

  test('to a slot goes under the id of the request', () => {
    const asked = request('edge.replies.1');
    const made = replyRecord(service, asked, answer);
    expect(made?.record).toMatchObject({ topic: 'edge.replies.1', key: asked.id });
    expect(made?.envelope).toMatchObject({
      causationId: asked.id,
      traceId: 'createThing-1',
      subject: thingId,
      flowType: 'create-thing',
      context: { businessUnitId: 'b1' },
    });
    expect(made?.envelope).not.toHaveProperty('replyTo');
  });

  test('to the shared topic goes under the traceId', () => {
    expect(replyRecord(service, request('flow.replies'), answer)?.record).toMatchObject({ topic: 'flow.replies', key: 'createThing-1' });
  });

  test('of an error carries code, sentence and facts', () => {
    const made = errorReplyRecord(service, request('flow.replies'), { code: 'CONFLICT', message: 'It is there.' });
    expect(made?.envelope).toMatchObject({ type: 'types.error.reply.v1', payload: { code: 'CONFLICT', message: 'It is there.', details: {} } });
  });

  test('is none where none is wanted', () => {
    const { replyTo: _, ...silent } = request('flow.replies');
    expect(replyRecord(service, silent, answer)).toBeNull();
  });

  test('never goes to a topic that is not one for replies', () => {
    expect(() => replyRecord(service, { ...request('flow.replies'), replyTo: 'thing.thing.created.v1' }, answer)).toThrow('is not a reply topic');
  });
});

test('a message takes over the trace of its cause and not its deadline', () => {
  const cause = outgoingRecord(edge, { ...draft, channel: 'thing/createThing', replyTo: 'edge.replies.0', correlationId: 'c1' }).envelope;
  expect(causedBy(cause)).toEqual({ traceId: 'createThing-1', correlationId: 'c1', causationId: cause.id, context: { businessUnitId: 'b1' } });
});

test('records of one key are always in one shard', () => {
  expect(shardOf('k1')).toBe(shardOf('k1'));
  expect(new Set(Array.from({ length: 500 }, (_, index) => shardOf(`k${index}`))).size).toBe(16);
});
