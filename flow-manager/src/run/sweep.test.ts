import { createLogger } from '@vyarna/logger';
import { expect, test } from 'vitest';
import { startSweep } from './sweep.ts';

test('a sweep goes on after turns that fail, says so once, and stops when it is told to', async () => {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    destination: { write: (line: string) => void lines.push((JSON.parse(line) as { message: string }).message) },
  });
  let turns = 0;
  let enough: () => void = () => {};
  const reached = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const sweep = startSweep(
    'the sweep',
    1,
    async () => {
      turns += 1;
      if (turns === 6) enough();
      if (turns === 2 || turns === 3) throw new Error('no database');
    },
    logger,
  );
  await reached;
  await sweep.stop();
  const atStop = turns;
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(turns).toBe(atStop);
  expect(lines).toEqual(['the sweep failed: no database; it is tried again', 'the sweep: works again']);
});
