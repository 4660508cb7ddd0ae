import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { TransportError } from './port.ts';
import { PublishQueue } from './publish-queue.ts';

const item = (key: string, bytes = 1) => ({ record: { topic: 't', key, value: Buffer.alloc(bytes), headers: {} } });
const keysOf = (items: readonly { record: { key: string } }[]) => items.map(({ record }) => record.key).join('');

it('writes one batch at a time; calls that come meanwhile share the next, in order', async () => {
  const writes: string[] = [];
  let writing = 0;
  const queue = new PublishQueue<ReturnType<typeof item>>(async (items) => {
    writing += 1;
    expect(writing).toBe(1);
    writes.push(keysOf(items));
    await setTimeout(5);
    writing -= 1;
  });
  await Promise.all([queue.add([item('a')]), queue.add([item('b'), item('c')]), queue.add([item('d')])]);
  await queue.add([item('e')]);
  expect(writes).toEqual(['a', 'bcd', 'e']);
});

it('does not put calls together beyond 4 MiB', async () => {
  const writes: string[] = [];
  const queue = new PublishQueue<ReturnType<typeof item>>(async (items) => {
    writes.push(keysOf(items));
    await setTimeout(1);
  });
  const half = 2_097_000;
  await Promise.all([queue.add([item('a')]), queue.add([item('b', half)]), queue.add([item('c', half)]), queue.add([item('d', half)])]);
  expect(writes).toEqual(['a', 'bc', 'd']);
});

it('refuses only the call whose record the bus refuses', async () => {
  const queue = new PublishQueue<ReturnType<typeof item>>(async (items) => {
    await setTimeout(1);
    if (keysOf(items).includes('x')) throw new TransportError('UNKNOWN_TOPIC', 'no');
  });
  const results = await Promise.allSettled(['a', 'b', 'x', 'c'].map((key) => queue.add([item(key)])));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});

it('fails every call of a batch when the bus is away, and goes on afterwards', async () => {
  let away = true;
  const queue = new PublishQueue<ReturnType<typeof item>>(async () => {
    await setTimeout(1);
    if (away) throw new TransportError('BUS_UNAVAILABLE', 'away');
  });
  const results = await Promise.allSettled([queue.add([item('a')]), queue.add([item('b')]), queue.add([item('c')])]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
  away = false;
  await queue.add([item('d')]);
});
