import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderWatch } from './folder-watch.ts';

let base = '';
let root = '';
let told = 0;
let watch: FolderWatch;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'vyarna-'));
  root = join(base, 'contracts');
  mkdirSync(join(root, 'shop'), { recursive: true });
  writeFileSync(join(root, 'shop/a.yaml'), '');
  told = 0;
  watch = new FolderWatch([root], () => {
    told += 1;
  });
  await sleep(50);
  told = 0;
});
afterEach(() => {
  watch.close();
  rmSync(base, { recursive: true, force: true });
});

/** Waits until something was told, then until it is quiet, and counts anew. */
const settled = async (): Promise<number> => {
  await expect.poll(() => told, { timeout: 3000, interval: 5 }).toBeGreaterThan(0);
  await sleep(80);
  const count = told;
  told = 0;
  return count;
};

test('a file that is written to is told, once for a burst', async () => {
  for (let index = 0; index < 20; index += 1) writeFileSync(join(root, 'shop/a.yaml'), String(index));
  expect(await settled()).toBe(1);
});

test('a file that is saved by replacing it is told, again and again', async () => {
  for (let index = 0; index < 3; index += 1) {
    writeFileSync(join(root, 'shop/.a.yaml.swp'), String(index));
    renameSync(join(root, 'shop/.a.yaml.swp'), join(root, 'shop/a.yaml'));
    await settled();
  }
});

test('a file that goes or gets another name is told', async () => {
  renameSync(join(root, 'shop/a.yaml'), join(root, 'shop/b.yaml'));
  await settled();
  rmSync(join(root, 'shop/b.yaml'));
  await settled();
});

test('a folder that is new is followed, with what was in it before', async () => {
  mkdirSync(join(root, 'mail/schemas'), { recursive: true });
  writeFileSync(join(root, 'mail/schemas/a.avsc'), '');
  await settled();
  writeFileSync(join(root, 'mail/schemas/a.avsc'), '{}');
  await settled();
});

test('the watched folder itself may go and come again', async () => {
  rmSync(root, { recursive: true });
  await settled();
  mkdirSync(join(root, 'shop'), { recursive: true });
  await settled();
  writeFileSync(join(root, 'shop/a.yaml'), 'x');
  await settled();
});

test('after it was closed nothing is told', async () => {
  writeFileSync(join(root, 'shop/a.yaml'), 'x');
  watch.close();
  await sleep(100);
  expect(told).toBe(0);
});
