import { createLogger } from '@vyarna/logger';
import { v7 as uuidV7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ConsumerOptions, createConsumer } from './consumer.ts';
import { outgoingRecord } from './outgoing-record.ts';
import { RegistryUnavailable } from './schema-source.ts';
import { serdeOver } from './serde.ts';
import type { Received } from './source.ts';
import { thingContracts } from './testing/thing-contracts.ts';
import { type IncomingRecord, type OutgoingRecord, type SubscribeOptions, type Transport, TransportError } from './transport/port.ts';

const contracts = thingContracts();
const logger = createLogger({ service: 'test', level: 'silent' });

let registryIsThere: boolean;
let busIsThere: boolean;
let published: OutgoingRecord[];
let subscribed: SubscribeOptions;
let handled: string[];
let record: IncomingRecord;

const schemaOf = async () => {
  if (!registryIsThere) throw new RegistryUnavailable('gone');
  return contracts.schemaOf('test.thing.CreateThing');
};
const serdeOf = (app: string) => serdeOver({ idOf: async () => 1, schemaOf }, { contracts, app, logger });

const transport = {
  publish: async (records: readonly OutgoingRecord[]) => {
    if (!busIsThere) throw new TransportError('BUS_UNAVAILABLE', 'gone');
    published.push(...records);
  },
  subscribe: (options: SubscribeOptions) => {
    subscribed = options;
    return { ready: Promise.resolve(), close: async () => {} };
  },
} as unknown as Transport;

const start = async (onMessage: (received: Received) => Promise<void>, more: Partial<ConsumerOptions> = {}): Promise<void> => {
  const serde = serdeOf('ez-thing');
  await serde.prepare();
  createConsumer({ contracts, serde, app: 'ez-thing', transport, logger, sources: [{ operation: 'createThing', onMessage }], ...more });
};

const deliver = (records: readonly IncomingRecord[], signal = new AbortController().signal): Promise<void> => subscribed.handle(records, signal);

const note = async ({ envelope }: Received): Promise<void> => {
  handled.push(envelope.id);
};

beforeEach(async () => {
  registryIsThere = true;
  busIsThere = true;
  published = [];
  handled = [];
  const edge = serdeOf('ez-edge');
  await edge.prepare();
  const made = outgoingRecord(
    { contracts, serde: edge, app: 'ez-edge' },
    {
      channel: 'thing/createThing',
      message: 'thing.thing.create.v1',
      payload: { thingId: uuidV7(), name: 'one' },
      traceId: `createThing-${uuidV7()}`,
      context: {},
      replyTo: 'edge.replies.0',
    },
  );
  record = { ...made.record, partition: 0, offset: '7', timestamp: Date.now() };
});

describe('when something the program needs is away', () => {
  test('a message that cannot be decoded without the registry waits for it', async () => {
    await start(note);
    registryIsThere = false;
    await expect(deliver([record])).rejects.toThrow(RegistryUnavailable);
    expect([handled, published]).toEqual([[], []]);
    registryIsThere = true;
    await deliver([record]);
    expect(handled).toHaveLength(1);
  });

  test.each([
    ['the database', Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' })],
    ['the connection to it', new Error('Connection terminated unexpectedly')],
    ['the bus', new TransportError('BUS_UNAVAILABLE', 'gone')],
    ['an address behind two names', new AggregateError([Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })])],
  ])('a handler that lost %s is not counted as failed', async (_, lost) => {
    await start(async () => {
      handled.push('tried');
      throw lost;
    });
    await expect(deliver([record])).rejects.toBe(lost);
    expect([handled, published]).toEqual([['tried'], []]);
  });

  test('a message is not given up before its dead letter is on the bus', async () => {
    await start(note);
    busIsThere = false;
    await expect(deliver([{ ...record, value: Buffer.from('x') }])).rejects.toMatchObject({ code: 'BUS_UNAVAILABLE' });
    busIsThere = true;
    await deliver([{ ...record, value: Buffer.from('x') }]);
    expect(published.map(({ topic }) => topic)).toEqual(['ez-thing.create-thing-entity.dlq', 'edge.replies.0']);
  });
});

test('a message with a timestamp that is no moment becomes a dead letter too', async () => {
  await start(note);
  await deliver([{ ...record, value: Buffer.from('x'), timestamp: Number.MAX_SAFE_INTEGER }]);
  expect(published.map(({ topic }) => topic)).toEqual(['ez-thing.create-thing-entity.dlq', 'edge.replies.0']);
});

describe('a handler', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('that never ends does not hold its partition for ever', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() });
    await start(async (received) => {
      await note(received);
      await new Promise(() => {});
    });
    const delivered = deliver([record]);
    await vi.advanceTimersByTimeAsync(61_000);
    await delivered;
    // Its deadline has passed meanwhile: nobody waits for a second attempt.
    expect([handled.length, published]).toEqual([1, []]);
  });

  test('that the database refuses leaves no value of the message in the reason', async () => {
    await start(async () => {
      throw Object.assign(new Error('invalid input syntax for type uuid: "ada@example.org"'), { code: '22P02' });
    });
    await deliver([record]);
    const letter = published.find(({ topic }) => topic.endsWith('.dlq'));
    const { payload } = await serdeOver(
      { idOf: async () => 1, schemaOf: async () => contracts.schemaOf('vyarna.types.DeadLetter') },
      { contracts, app: 'ez-thing', logger },
    ).decode(letter?.value as Buffer, 'vyarna.types.DeadLetter');
    expect(payload).toMatchObject({ errorCode: 'HANDLER_FAILED', reason: 'its handler failed: the database refused it (SQLSTATE 22P02)' });
  });
});

describe('a batch', () => {
  test('is left where it is when the partition is lost', async () => {
    const lost = new AbortController();
    await start(async (received) => {
      await note(received);
      lost.abort(new Error('partition lost'));
    });
    await expect(deliver([record, record], lost.signal)).rejects.toThrow('partition lost');
    expect(handled).toHaveLength(1);
  });

  test('is not tried again while the program stops', async () => {
    const lost = new AbortController();
    await start(async () => {
      lost.abort(new Error('stopping'));
      throw new Error('failed because of it');
    });
    await expect(deliver([record], lost.signal)).rejects.toThrow('stopping');
    expect(published).toEqual([]);
  });

  test('is refused while the guard says no', async () => {
    await start(note, {
      guard: () => {
        throw new Error('the lease is over');
      },
    });
    await expect(deliver([record])).rejects.toThrow('the lease is over');
    expect(handled).toEqual([]);
  });
});

describe('a consumer', () => {
  test('passes over what its source does not want, before it reads the value', async () => {
    registryIsThere = false;
    await start(note, { sources: [{ operation: 'createThing', wanted: () => false, onMessage: note }] });
    await deliver([record]);
    expect([handled, published]).toEqual([[], []]);
  });

  test('is of one group, and takes a topic once', () => {
    const options = { contracts, serde: serdeOf('ez-thing'), app: 'ez-thing', transport, logger };
    const source = (operation: string) => ({ operation, onMessage: note });
    expect(() => createConsumer({ ...options, sources: [source('createThing'), source('takeFlowReply')] })).toThrow('exactly one group');
    expect(() => createConsumer({ ...options, sources: [source('createThing'), source('createThing')] })).toThrow('Two operations');
    expect(() => createConsumer({ ...options, sources: [source('takeEdgeReply')] })).toThrow('has no topic of its own');
  });
});
