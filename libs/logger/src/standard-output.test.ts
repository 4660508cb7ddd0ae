import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

const LOGGER = new URL('./index.ts', import.meta.url).href;

function start(body: string) {
  const script = `import { createLogger } from ${JSON.stringify(LOGGER)}; const logger = createLogger({ service: 'probe' }); ${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  return { child, exit: new Promise((resolve) => child.once('exit', resolve)) };
}

test('every line of a burst arrives whole, however slowly it is read', async () => {
  const { child, exit } = start(`for (let n = 0; n < 2000; n += 1) logger.info({ n, text: 'x'.repeat(500) }, 'burst'); process.exit(0);`);
  child.stdout.pause();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stdout.resume();
  await new Promise((resolve) => child.stdout.once('close', resolve));
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).n)).toEqual(Array.from({ length: 2000 }, (_, n) => n));
  expect(await exit).toBe(0);
});

test('a program whose reader is gone goes on and ends as it wants', async () => {
  const { child, exit } = start(`logger.info('one'); setTimeout(() => { logger.info('two'); logger.info('three'); process.exit(7); }, 300);`);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.destroy();
  expect(await exit).toBe(7);
});
