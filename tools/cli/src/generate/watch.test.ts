import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { smallContract, writeRepository } from '@vyarna/loader/testing';
import { afterEach, describe, expect, test } from 'vitest';

const bin = resolve(import.meta.dirname, '../../bin/vyarna.js');
const cleanups: (() => void)[] = [];
afterEach(() => cleanups.splice(0).forEach((cleanup) => void cleanup()));

const start = (root: string, ...options: readonly string[]): { readonly child: ChildProcess; readonly said: () => string } => {
  const child = spawn(process.execPath, [bin, 'generate', ...options], { cwd: root });
  cleanups.push(() => child.kill('SIGKILL'));
  let text = '';
  const take = (chunk: Buffer): void => {
    text += chunk.toString().replace(/\(\d+\.\d\d s\)/g, '(time)');
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return { child, said: () => text };
};

const CARD = 'contracts/shop/schemas/card.avsc';

describe('vyarna generate --watch', () => {
  test('tells what each edit changed or broke, and ends well on Ctrl-C', async () => {
    const { root, remove } = writeRepository(smallContract);
    cleanups.push(remove);
    const { child, said } = start(root, '--watch');
    const heard = (text: string): Promise<void> => expect.poll(said, { timeout: 10_000, interval: 10 }).toContain(text);
    await heard('Watching contracts/ and flow-manager/flows/; Ctrl-C ends it.\n');
    expect(said()).toMatch(/^\d+ files in generated\/, \d+ written \(time\)\n/);
    const card = smallContract[CARD] ?? '';
    writeFileSync(join(root, CARD), card.replace('last4', 'lastFour'));
    await heard('\ngenerated/shop/types/card.gen.ts\n');
    expect(readFileSync(join(root, 'generated/shop/types/card.gen.ts'), 'utf8')).toContain('lastFour');
    writeFileSync(join(root, CARD), card.replace('"string"', '"strung"'));
    await heard(`${CARD}:1:`);
    await heard('vyarna generate: generated/ stays as it was until these are put right.\n');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  }, 30_000);

  test('is not for a check', async () => {
    const { child, said } = start('/', '--watch', '--check');
    expect(await once(child, 'exit')).toEqual([2, null]);
    expect(said()).toContain('vyarna generate: --check writes nothing, and --watch writes again and again: give one of them.');
  });
});
