import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atOnce } from './at-once.ts';

test('no more are under way than may be, and all are done', async () => {
  let [running, most] = [0, 0];
  const done: number[] = [];
  await atOnce(3, [1, 2, 3, 4, 5, 6, 7], async (item) => {
    running += 1;
    most = Math.max(most, running);
    await sleep(1);
    running -= 1;
    done.push(item);
  });
  expect([most, done.sort()]).toEqual([3, [1, 2, 3, 4, 5, 6, 7]]);
});

test('after a failure no other is begun, and what is under way is waited for', async () => {
  const [begun, ended]: [number[], number[]] = [[], []];
  const work = atOnce(2, [1, 2, 3, 4], async (item) => {
    begun.push(item);
    await sleep(item === 1 ? 1 : 20);
    if (item === 1) throw new Error('one');
    ended.push(item);
  });
  await expect(work).rejects.toThrow('one');
  expect([begun, ended]).toEqual([[1, 2], [2]]);
});
