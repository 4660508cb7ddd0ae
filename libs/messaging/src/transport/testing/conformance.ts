import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type IncomingRecord, type OutgoingRecord, type Transport, TransportError } from '../port.ts';
import { type MemberTask, startMember } from './member-process.ts';
import { eventually, recordedSubscription, textRecord, values } from './recorded-subscription.ts';

export interface BusUnderTest {
  /** A further process's worth of transport; the suite closes it. */
  connect(): Promise<Transport>;
  /** What a child process connects with. */
  readonly bus: MemberTask['bus'];
  close(): Promise<void>;
}

/** What every adapter of the port must hold to. */
export function transportConformance(name: string, make: () => Promise<BusUnderTest>): void {
  describe(`the transport port on ${name}`, () => {
    let under: BusUnderTest;
    let transport: Transport;
    const opened: { close(): Promise<void> }[] = [];

    beforeAll(async () => {
      under = await make();
    });
    afterAll(() => under?.close());

    afterEach(async () => {
      for (const one of opened.splice(0).reverse()) await one.close();
    });

    const connect = async () => {
      const connected = await under.connect();
      opened.push(connected);
      return connected;
    };

    const topic = async (partitions: number, configuration: Record<string, string> = {}) => {
      transport = await connect();
      const spec = { name: `conformance.${randomUUID()}`, partitions, replicas: 1, configuration };
      await transport.ensureTopics([spec]);
      return spec.name;
    };

    const group = () => `group.${randomUUID()}`;

    it('keeps the order of records with one key, over many publishes', async () => {
      const on = await topic(3);
      const subscription = recordedSubscription(transport, { group: group(), topics: [on], maxBatch: 7 });
      await subscription.ready;
      const sent = Array.from({ length: 90 }, (_, index) => textRecord(on, `key-${index % 5}`, String(index)));
      for (let at = 0; at < sent.length; at += 9) await transport.publish(sent.slice(at, at + 9));
      await eventually(() => expect(subscription.records).toHaveLength(90));
      for (let key = 0; key < 5; key += 1) {
        const ofKey = subscription.records.filter((record) => record.key === `key-${key}`);
        expect(values(ofKey)).toEqual(values(sent.filter((record) => record.key === `key-${key}`)));
        expect(new Set(ofKey.map((record) => record.partition)).size).toBe(1);
        const offsets = ofKey.map((record) => BigInt(record.offset));
        expect(offsets).toEqual([...offsets].sort((one, other) => (one < other ? -1 : 1)));
      }
    });

    it('delivers publishes that were not awaited in the order of the calls', async () => {
      const on = await topic(1);
      await transport.publish([textRecord(on, 'k', '0')]);
      await Promise.all(Array.from({ length: 20 }, (_, index) => transport.publish([textRecord(on, 'k', String(index + 1))])));
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await eventually(() => expect(values(subscription.records)).toEqual(Array.from({ length: 21 }, (_, index) => String(index))));
    });

    it('gives every group everything', async () => {
      const on = await topic(2);
      const one = recordedSubscription(transport, { group: group(), topics: [on] });
      const other = recordedSubscription(await connect(), { group: group(), topics: [on] });
      await Promise.all([one.ready, other.ready]);
      const sent = ['a', 'b', 'c', 'd'].map((value) => textRecord(on, value, value));
      await transport.publish(sent);
      await eventually(() => {
        expect(values(one.records).sort()).toEqual(['a', 'b', 'c', 'd']);
        expect(values(other.records).sort()).toEqual(['a', 'b', 'c', 'd']);
      });
    });

    it('delivers a record that was sent before a new group first joined', async () => {
      const on = await topic(2);
      await transport.publish([textRecord(on, 'early', 'sent before')]);
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await eventually(() => expect(values(subscription.records)).toEqual(['sent before']));
    });

    it('goes on where the group stopped, when a member comes back', async () => {
      const on = await topic(1);
      const name = group();
      const first = recordedSubscription(transport, { group: name, topics: [on] });
      await transport.publish([textRecord(on, 'k', 'one')]);
      await eventually(() => expect(values(first.records)).toEqual(['one']));
      await first.close();
      await transport.publish([textRecord(on, 'k', 'two')]);
      const second = recordedSubscription(transport, { group: name, topics: [on] });
      await eventually(() => expect(values(second.records)).toEqual(['two']));
    });

    it('takes several topics in one subscription', async () => {
      const one = await topic(2);
      const other = await topic(1);
      const subscription = recordedSubscription(transport, { group: group(), topics: [one, other] });
      await transport.publish([textRecord(one, 'a', 'from one'), textRecord(other, 'b', 'from the other')]);
      await eventually(() => expect(values(subscription.records).sort()).toEqual(['from one', 'from the other']));
    });

    it('lets members of one group subscribe to different topics', async () => {
      const one = await topic(2);
      const other = await topic(2);
      const name = group();
      const first = recordedSubscription(transport, { group: name, topics: [one] });
      const second = recordedSubscription(await connect(), { group: name, topics: [other] });
      await Promise.all([first.ready, second.ready]);
      await transport.publish(
        ['a', 'b', 'c', 'd', 'e'].flatMap((key) => [textRecord(one, key, `one ${key}`), textRecord(other, key, `other ${key}`)]),
      );
      await eventually(() => {
        expect(new Set(values(first.records))).toEqual(new Set(['one a', 'one b', 'one c', 'one d', 'one e']));
        expect(new Set(values(second.records))).toEqual(new Set(['other a', 'other b', 'other c', 'other d', 'other e']));
      });
    });

    it('begins to deliver when a topic that was missing at first is created', async () => {
      await topic(1);
      const late = `conformance.${randomUUID()}`;
      const subscription = recordedSubscription(transport, { group: group(), topics: [late] });
      await setTimeout(300);
      await transport.ensureTopics([{ name: late, partitions: 1, replicas: 1, configuration: {} }]);
      await transport.publish([textRecord(late, 'k', 'at last')]);
      await eventually(() => expect(values(subscription.records)).toEqual(['at last']));
      await subscription.ready;
    });

    it('shares the partitions among two members of a group, each record going to one of them', async () => {
      const on = await topic(4);
      const name = group();
      const one = recordedSubscription(transport, { group: name, topics: [on] });
      const other = recordedSubscription(await connect(), { group: name, topics: [on] });
      await Promise.all([one.ready, other.ready]);
      const both = () => [...one.records, ...other.records];
      // Membership may still be moving when `ready` of the first resolves: send until both have got some.
      let sent = 0;
      await eventually(async () => {
        await transport.publish(Array.from({ length: 16 }, () => textRecord(on, `key-${sent}`, String(sent++))));
        expect(one.records.length).toBeGreaterThan(0);
        expect(other.records.length).toBeGreaterThan(0);
      });
      await eventually(() => expect(new Set(values(both()))).toEqual(new Set(Array.from({ length: sent }, (_, index) => String(index)))));
      const late = both().length;
      await transport.publish(Array.from({ length: 40 }, (_, index) => textRecord(on, `key-${index}`, `late ${index}`)));
      await eventually(() => expect(both().length).toBeGreaterThanOrEqual(late + 40));
      const got = (records: readonly IncomingRecord[]) =>
        new Set(records.filter((record) => String(record.value).startsWith('late')).map((r) => r.partition));
      expect(got(one.records).size).toBe(2);
      expect(got(other.records).size).toBe(2);
      expect([...got(one.records), ...got(other.records)].sort()).toEqual([0, 1, 2, 3]);
    });

    it('loses nothing while members join and leave under load, and keeps the order of each key', async () => {
      const on = await topic(4);
      const name = group();
      const subscribe = async () => recordedSubscription(await connect(), { group: name, topics: [on], maxBatch: 5 }, () => setTimeout(5));
      let sent = 0;
      let sending = true;
      const sender = (async () => {
        while (sending) {
          await transport.publish(Array.from({ length: 8 }, (_, key) => textRecord(on, `key-${key}`, `${key}:${sent}`)));
          sent += 1;
          await setTimeout(20);
        }
      })();
      const first = await subscribe();
      await first.ready;
      const second = await subscribe();
      await second.ready;
      const third = await subscribe();
      await third.ready;
      await setTimeout(300);
      await first.close();
      await setTimeout(300);
      await second.close();
      await setTimeout(300);
      sending = false;
      await sender;
      const all = [first, second, third];
      await eventually(() => expect(new Set(all.flatMap((one) => values(one.records))).size).toBe(sent * 8));
      for (const one of all) {
        for (let key = 0; key < 8; key += 1) {
          const numbers = one.records.filter((record) => record.key === `key-${key}`).map((record) => Number(String(record.value).split(':')[1]));
          const firsts = numbers.filter((number, index) => numbers.indexOf(number) === index);
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        }
      }
    });

    it('hands a partition over only when the batch in hand is finished and committed, so that nothing is handled twice', async () => {
      const on = await topic(2);
      const name = group();
      const keys = Array.from({ length: 12 }, (_, index) => `key-${index}`);
      const slow = () => setTimeout(1_500);
      const first = recordedSubscription(transport, { group: name, topics: [on], maxBatch: 3 }, slow);
      await first.ready;
      await transport.publish(keys.map((key) => textRecord(on, key, key)));
      await setTimeout(700);
      const second = recordedSubscription(await connect(), { group: name, topics: [on], maxBatch: 3 });
      await second.ready;
      await eventually(() => expect(values([...first.records, ...second.records]).sort()).toEqual([...keys].sort()));
      expect(second.records.length).toBeGreaterThan(0);
      expect(first.records.length).toBeGreaterThan(0);
    });

    it('delivers again what a killed process had not committed, and nothing it had', async () => {
      const on = await topic(1);
      const name = group();
      await transport.publish(['one', 'two', 'three'].map((value) => textRecord(on, 'k', value)));
      const member = startMember({ bus: under.bus, group: name, topic: on });
      opened.push({ close: () => member.end() });
      await eventually(() => expect(member.batches).toEqual(['one']));
      member.finishBatch();
      await eventually(() => expect(member.batches).toEqual(['one', 'two']));
      member.signal('SIGKILL');
      const heir = recordedSubscription(transport, { group: name, topics: [on] });
      await eventually(() => expect(values(heir.records)).toEqual(['two', 'three']));
    });

    it('delivers a rejected batch again after a pause, in order, and holds later records back', async () => {
      const on = await topic(1);
      const attempts: number[] = [];
      const subscription = recordedSubscription(transport, { group: group(), topics: [on], maxBatch: 2 }, async (batch) => {
        if (!values(batch).includes('bad')) return;
        attempts.push(performance.now());
        if (attempts.length < 3) throw new Error('not now');
      });
      await transport.publish(['good', 'bad', 'later', 'last'].map((value) => textRecord(on, 'k', value)));
      await eventually(() => expect(values(subscription.records)).toEqual(['good', 'bad', 'later', 'last']));
      expect(attempts).toHaveLength(3);
      expect((attempts[1] ?? 0) - (attempts[0] ?? 0)).toBeGreaterThanOrEqual(190);
      expect((attempts[2] ?? 0) - (attempts[1] ?? 0)).toBeGreaterThanOrEqual(390);
    });

    it('goes on with other partitions while one is stuck', async () => {
      const on = await topic(4);
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] }, async (batch) => {
        if (batch.some((record) => record.key === 'stuck')) throw new Error('stuck for good');
      });
      await transport.publish([textRecord(on, 'stuck', 'never')]);
      await transport.publish(Array.from({ length: 40 }, (_, index) => textRecord(on, `key-${index}`, String(index))));
      await eventually(() => expect(new Set(subscription.records.map((record) => record.partition)).size).toBe(3));
    });

    it('finishes the batch in hand at close and commits it', async () => {
      const on = await topic(1);
      const name = group();
      const inHand = Promise.withResolvers<void>();
      let signalled = false;
      const first = recordedSubscription(transport, { group: name, topics: [on], maxBatch: 1 }, async (_batch, signal) => {
        inHand.resolve();
        await setTimeout(400);
        signalled = signal.aborted;
      });
      await transport.publish([textRecord(on, 'k', 'one'), textRecord(on, 'k', 'two')]);
      await inHand.promise;
      await first.close();
      expect(values(first.records)).toEqual(['one']);
      expect(signalled).toBe(true);
      const second = recordedSubscription(transport, { group: name, topics: [on] });
      await eventually(() => expect(values(second.records)).toEqual(['two']));
      expect(values(first.records)).toEqual(['one']);
    });

    it('lets every process read a whole compacted topic from its start, also while a group consumes it', async () => {
      const on = await topic(3, { 'cleanup.policy': 'compact' });
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await subscription.ready;
      const state = Array.from({ length: 30 }, (_, index) => textRecord(on, `entity-${index % 10}`, String(index)));
      await transport.publish(state);
      await transport.publish([{ topic: on, key: 'entity-0', value: null, headers: {} }]);
      const readers = [transport, await connect()].map((at) => {
        const view = new Map<string | null, string | null>();
        const handle = (record: IncomingRecord) => void view.set(record.key, record.value === null ? null : String(record.value));
        const reader = at.read({ topic: on, reader: `reader.${randomUUID()}`, handle });
        return { view, reader };
      });
      const expected = new Map<string | null, string | null>(state.slice(20).map((record) => [record.key, String(record.value)]));
      expected.set('entity-0', null);
      for (const { view, reader } of readers) {
        await reader.caughtUp;
        expect(view).toEqual(expected);
      }
      await transport.publish([textRecord(on, 'entity-0', 'back')]);
      for (const { view } of readers) await eventually(() => expect(view.get('entity-0')).toBe('back'));
      await eventually(() => expect(subscription.records).toHaveLength(32));
    });

    it('reads only what is published from now on, for who begins at the end', async () => {
      const on = await topic(3);
      await transport.publish(Array.from({ length: 12 }, (_, index) => textRecord(on, `key-${index}`, 'before')));
      const seen: string[] = [];
      const reader = transport.read({
        topic: on,
        reader: `reader.${randomUUID()}`,
        from: 'end',
        handle: (record) => void seen.push(String(record.value)),
      });
      await reader.caughtUp;
      await transport.publish(Array.from({ length: 12 }, (_, index) => textRecord(on, `key-${index}`, `after-${index}`)));
      await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(12));
      expect(seen.sort()).toEqual(Array.from({ length: 12 }, (_, index) => `after-${index}`).sort());
      await reader.close();
    });

    it('waits for a reader that takes its time, and gives it a record again that it could not take', async () => {
      const on = await topic(1);
      await transport.publish(['a', 'b', 'c'].map((value) => textRecord(on, 'k', value)));
      const seen: string[] = [];
      let atOnce = 0;
      const handle = async (record: IncomingRecord) => {
        atOnce += 1;
        expect(atOnce).toBe(1);
        await setTimeout(20);
        atOnce -= 1;
        seen.push(String(record.value));
        if (seen.length === 2) throw new Error('not this time');
      };
      const reader = transport.read({ topic: on, reader: `reader.${randomUUID()}`, handle });
      await reader.caughtUp;
      expect(seen).toEqual(['a', 'b', 'b', 'c']);
      await reader.close();
    });

    it('catches up at once on an empty topic', async () => {
      const on = await topic(3, { 'cleanup.policy': 'compact' });
      const reader = transport.read({ topic: on, reader: `reader.${randomUUID()}`, handle: () => undefined });
      await reader.caughtUp;
      await reader.close();
    });

    it('carries key, value and headers as they were: empty, null, binary, beyond ASCII', async () => {
      const on = await topic(1);
      const sent: OutgoingRecord[] = [
        { topic: on, key: 'a', value: Buffer.alloc(0), headers: {} },
        { topic: on, key: 'a', value: null, headers: { reason: 'tombstone' } },
        { topic: on, key: null, value: Buffer.from([0, 1, 0xff, 0x80]), headers: { ce_id: '1', empty: '' } },
        { topic: on, key: '', value: Buffer.from('x'), headers: { grüße: 'żółć \u{1f600} \u0000 "quoted" \\' } },
        { topic: on, key: 'nul \u0000 żółć', value: Buffer.from('y'), headers: {} },
      ];
      const before = Date.now();
      for (const record of sent) await transport.publish([record]);
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await eventually(() => expect(subscription.records).toHaveLength(sent.length));
      subscription.records.forEach((record, index) => {
        const { topic: _topic, key, value, headers } = sent[index] as OutgoingRecord;
        expect({ key: record.key, value: record.value, headers: record.headers }).toEqual({ key, value, headers });
        expect(record.topic).toBe(on);
        expect(record.partition).toBe(0);
        expect(record.timestamp).toBeGreaterThan(before - 5_000);
        expect(record.timestamp).toBeLessThan(Date.now() + 5_000);
      });
    });

    it('passes 900 KiB', async () => {
      const on = await topic(1);
      const value = Buffer.alloc(900 * 1024, 7);
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await transport.publish([{ topic: on, key: 'k', value, headers: {} }]);
      await eventually(() => expect(subscription.records).toHaveLength(1));
      expect(subscription.records[0]?.value?.equals(value)).toBe(true);
    });

    it('refuses 2 MiB with MESSAGE_TOO_LARGE before anything is written', async () => {
      const on = await topic(1);
      const large = { topic: on, key: 'k', value: Buffer.alloc(2 * 1024 * 1024), headers: {} };
      await expect(transport.publish([textRecord(on, 'k', 'before'), large])).rejects.toMatchObject({
        name: 'TransportError',
        code: 'MESSAGE_TOO_LARGE',
      });
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await transport.publish([textRecord(on, 'k', 'after')]);
      await eventually(() => expect(values(subscription.records)).toEqual(['after']));
    });

    it('refuses an unknown topic with UNKNOWN_TOPIC, and takes it once it exists', async () => {
      await topic(1);
      const unknown = `conformance.${randomUUID()}`;
      const failure = await transport.publish([textRecord(unknown, 'k', 'v')]).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TransportError);
      expect(failure).toMatchObject({ code: 'UNKNOWN_TOPIC' });
      await transport.ensureTopics([{ name: unknown, partitions: 1, replicas: 1, configuration: {} }]);
      await transport.publish([textRecord(unknown, 'k', 'v')]);
    });

    it('leaves topics that exist as they are', async () => {
      const on = await topic(2);
      await transport.ensureTopics([{ name: on, partitions: 5, replicas: 1, configuration: {} }]);
      await transport.publish(Array.from({ length: 40 }, (_, index) => textRecord(on, `key-${index}`, 'v')));
      const subscription = recordedSubscription(await connect(), { group: group(), topics: [on] });
      await eventually(() => expect(subscription.records).toHaveLength(40));
      expect(new Set(subscription.records.map((record) => record.partition))).toEqual(new Set([0, 1]));
    });

    it('puts a key on the partition that any Kafka client would choose', async () => {
      const on = await topic(6);
      const subscription = recordedSubscription(transport, { group: group(), topics: [on] });
      await transport.publish(['a', 'operator-1', 'żółć'].map((key) => textRecord(on, key, key)));
      await eventually(() => expect(subscription.records).toHaveLength(3));
      const chosen = Object.fromEntries(subscription.records.map((record) => [record.key, record.partition]));
      expect(chosen).toEqual(KAFKA_CHOICE);
    });

    it('answers a check, and publishes nothing as nothing', async () => {
      await topic(1);
      await transport.check();
      await transport.publish([]);
    });
  });
}

/** Of 6 partitions, as Kafka's own Java client computes it: `toPositive(murmur2(key)) % 6`. */
const KAFKA_CHOICE = { a: 4, 'operator-1': 0, żółć: 5 };
