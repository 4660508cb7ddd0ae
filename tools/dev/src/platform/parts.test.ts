import { expect, it } from 'vitest';
import { Parts } from './parts.ts';
import { together } from './together.ts';

it('ends parts by rank, each once, also when one of them fails to', async () => {
  const ended: string[] = [];
  const parts = new Parts();
  const add = (name: string, rank: number, fails = false) =>
    parts.add({
      name,
      rank,
      async stop() {
        ended.push(name);
        if (fails) throw new Error(name);
      },
    });
  add('database', -2);
  add('gateway', 3, true);
  add('service', 1);
  add('bus', -1);
  await Promise.all([parts.stop(), parts.stop()]);
  expect(ended).toEqual(['gateway', 'service', 'bus', 'database']);
});

it('waits for every start before it rejects with the first failure', async () => {
  const seen: string[] = [];
  const giveUp = Promise.withResolvers<unknown>();
  const slow = giveUp.promise.then((reason) => {
    seen.push(`gave up: ${(reason as Error).message}`);
    throw new Error('given up');
  });
  await expect(together([Promise.reject(new Error('first')), slow], giveUp.resolve)).rejects.toThrow('first');
  expect(seen).toEqual(['gave up: first']);
  expect(await together([Promise.resolve(1), Promise.resolve('b')], giveUp.resolve)).toEqual([1, 'b']);
});
