import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Changes } from './changes.ts';

const watched = () => {
  const root = join(temporaryFolder(), 'contracts');
  mkdirSync(root);
  const changes = new Changes([root], 60);
  onTestFinished(() => changes.close());
  return { changes, save: (text: string) => writeFileSync(join(root, 'a.yaml'), text) };
};

test('several saves within a moment are one change, and what comes while nobody asks is kept', async () => {
  const { changes, save } = watched();
  const stop = new AbortController();
  const first = changes.next(stop.signal);
  for (let index = 0; index < 5; index += 1) {
    save(String(index));
    await sleep(20);
  }
  expect(await first).toBe(true);
  save('again');
  await sleep(200);
  expect(await changes.next(stop.signal)).toBe(true);

  const none = changes.next(stop.signal);
  setTimeout(() => stop.abort(), 200);
  expect(await none).toBe(false);
  expect(await changes.next(stop.signal)).toBe(false);
});
