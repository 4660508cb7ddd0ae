import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '@vyarna/logger';
import { sql } from 'kysely';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readHeaders } from './headers.ts';
import { outgoingRecord, replyRecord } from './outgoing-record.ts';
import { leaseReplySlot, type ReplySlot } from './reply-slot.ts';
import { createRequester } from './requester.ts';
import { createSerde } from './serde.ts';
import { eventually, startThingPlatform, type ThingPlatform } from './testing/thing-platform.ts';

const logger = createLogger({ service: 'slots', level: 'silent' });

let platform: ThingPlatform;

beforeAll(async () => {
  platform = await startThingPlatform();
});

afterAll(() => platform.close());

beforeEach(async () => {
  await sql`truncate reply_slot`.execute(platform.database.kysely);
});

const lease = (holder: string, more: { ttlMs?: number; onLost?: () => void } = {}): Promise<ReplySlot> =>
  leaseReplySlot({ db: platform.database.kysely, slots: 2, holder, logger, onLost: () => {}, ...more });

describe('a reply slot', () => {
  test('is leased by one process at a time', async () => {
    const slots = await Promise.all([lease('a'), lease('b')]);
    expect(slots.map(({ slot }) => slot).sort()).toEqual([0, 1]);
    await expect(lease('c')).rejects.toMatchObject({ code: 'NO_REPLY_SLOT', message: 'All 2 reply slots are leased.' });
    await Promise.all(slots.map((slot) => slot.release()));
  });

  test('is free again at once when released', async () => {
    const [first, second] = [await lease('a'), await lease('b')];
    await first.release();
    const next = await lease('c');
    expect(next.slot).toBe(first.slot);
    expect(BigInt(next.epoch)).toBe(BigInt(first.epoch) + 1n);
    await Promise.all([next.release(), second.release()]);
  });

  test('is held for longer than its lease by renewing it', async () => {
    const slot = await lease('a', { ttlMs: 150 });
    await pause(500);
    expect(slot.held()).toBe(true);
    await slot.release();
    expect(slot.held()).toBe(false);
  });

  test('goes to another with a higher epoch when its lease ran out, and the first holder learns it', async () => {
    let lost = 0;
    const first = await lease('a', { ttlMs: 300, onLost: () => (lost += 1) });
    const other = await lease('b');
    // As if the first process had been stopped: nothing renews, and the database's clock goes on.
    await sql`update reply_slot set expires_at = now() - interval '1 s' where slot = ${first.slot}`.execute(platform.database.kysely);
    const next = await lease('c');
    expect(next.slot).toBe(first.slot);
    expect(BigInt(next.epoch)).toBe(BigInt(first.epoch) + 1n);
    await eventually('the loss', () => lost === 1);
    expect(first.held()).toBe(false);
    await first.release();
    expect(next.held()).toBe(true);
    await expect(lease('d')).rejects.toMatchObject({ code: 'NO_REPLY_SLOT' });
    await Promise.all([next.release(), other.release()]);
  });
});

describe('a requester', () => {
  const start = async (name: string) => {
    const { contracts, transport, database, registry } = platform;
    const program = platform.program(name);
    const serde = createSerde({ contracts, registryUrl: registry.url, app: 'ez-edge', logger: program.logger });
    await serde.prepare();
    return { program, requester: await createRequester({ program, contracts, app: 'ez-edge', transport, serde, database }) };
  };

  const ask = () => ({
    channel: 'thing/createThing',
    message: 'thing.thing.create.v1',
    payload: { thingId: uuidV7(), name: 'one' },
    traceId: `createThing-${uuidV7()}`,
    context: {},
  });

  test('gets the answers to its own requests, and two of them share nothing', async () => {
    const { contracts, transport, registry } = platform;
    const serde = createSerde({ contracts, registryUrl: registry.url, app: 'ez-thing', logger });
    await serde.prepare();
    const service = { contracts, serde, app: 'ez-thing' };
    const [one, two] = [await start('edge-1'), await start('edge-2')];
    const requests = await platform.recordsOf('create-thing-entity');
    const sent = await Promise.all([one, two, one, two].map(({ requester }) => requester.send(ask())));
    await eventually('the requests', () => requests.length === 4);
    expect(new Set(requests.map(({ headers }) => headers.ce_replyto))).toEqual(new Set(['edge.replies.0', 'edge.replies.1']));
    const answers = requests.map(({ headers, key }) => {
      const request = readHeaders(headers);
      const made = replyRecord(service, request, {
        message: 'thing.thing.reply.v1',
        payload: { thingId: key, name: request.id.slice(-12), size: 1 },
      });
      if (made === null) throw new Error('no reply');
      return made.record;
    });
    // An answer that nobody waits for, and one that comes twice, harm nobody.
    const [first] = answers;
    const stray = outgoingRecord(service, {
      ...ask(),
      causationId: uuidV7(),
      channel: 'thing/thingCreated',
      message: 'thing.thing.created.v1',
      payload: { thingId: uuidV7(), name: 'x', size: 1 },
    });
    await transport.publish([{ ...stray.record, topic: 'edge.replies.0' }, ...answers, ...(first === undefined ? [] : [first])]);
    const outcomes = await Promise.all(sent.map((request) => request.reply(5_000)));
    expect(outcomes.map((outcome) => outcome.kind === 'result' && (outcome.payload as { name: string }).name)).toEqual(
      sent.map(({ id }) => id.slice(-12)),
    );
    await Promise.all([one.program.stop(), two.program.stop()]);
  });

  test('that loses its new slot while it is still taking it ends with one', async () => {
    const db = platform.database.kysely;
    const { program, requester } = await start('edge-5');
    const steal = () => sql`update reply_slot set epoch = epoch + 1, expires_at = '-infinity', holder = null`.execute(db);
    const holders = async () => (await sql<{ slot: number }>`select slot from reply_slot where expires_at > now()`.execute(db)).rows;
    const isReady = () =>
      program.checks
        .get('reply slot')?.()
        .then(
          () => true,
          () => false,
        );
    // The bus is slow to give the new consumer its share, so the lease runs out before it has it.
    const { subscribe } = platform.transport;
    const held = Promise.withResolvers<void>();
    let taken = 0;
    platform.transport.subscribe = (options) => {
      const subscription = subscribe.call(platform.transport, options);
      const closed = Promise.withResolvers<void>();
      taken += 1;
      return {
        ready: Promise.race([held.promise.then(() => subscription.ready), closed.promise]),
        close: () => subscription.close().finally(closed.resolve),
      };
    };
    try {
      await steal();
      await eventually('another slot', () => taken === 1);
      await steal();
      await eventually('the second loss', async () => (await isReady()) === false);
      held.resolve();
      await eventually('readiness', isReady);
      await pause(200);
      expect(await holders()).toHaveLength(1);
      await requester.send(ask());
    } finally {
      platform.transport.subscribe = subscribe;
      await program.stop();
    }
    expect(await holders()).toEqual([]);
  });

  test('without its slot is unready, and ready again on another', async () => {
    const { program } = await start('edge-3');
    const check = program.checks.get('reply slot') as () => Promise<void>;
    await check();
    await sql`update reply_slot set epoch = epoch + 1, expires_at = now() + interval '1 hour', holder = 'thief'`.execute(platform.database.kysely);
    await expect(
      eventually('unreadiness', () =>
        check().then(
          () => false,
          (error: Error) => error.message,
        ),
      ),
    ).resolves.toBe('this process has no reply slot');
    await sql`update reply_slot set expires_at = '-infinity'`.execute(platform.database.kysely);
    await eventually('readiness', () =>
      check().then(
        () => true,
        () => false,
      ),
    );
    await program.stop();
  });
});
