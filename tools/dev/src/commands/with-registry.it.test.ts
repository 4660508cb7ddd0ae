import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../main.ts');

/** Says what the registry answers, and whether it still answers may be asked of that URL afterwards. */
const COMMAND = `
  const url = process.env.SCHEMA_REGISTRY_URL;
  fetch(url + '/subjects').then((answer) => answer.json()).then((subjects) => {
    console.log(JSON.stringify({ url, subjects, argument: process.argv[1] }));
    process.exit(7);
  });`;

test('a command runs beside an empty registry, which goes with it, and its exit code is the answer', async () => {
  const child = spawn(process.execPath, [MAIN, 'with-registry', process.execPath, '-e', COMMAND, '--', '--bus'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = text(child.stdout);
  expect(await once(child, 'close')).toEqual([7, null]);
  const { url, subjects, argument } = JSON.parse(await said) as { url: string; subjects: unknown; argument: string };
  expect({ subjects, argument }).toEqual({ subjects: [], argument: '--bus' });
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
