import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claim, holderOfClaim } from './claim.ts';
import { identityOf } from './process-identity.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it('is taken once, names its holder, and is free after the release', async () => {
  const file = join(temporaryFolder(), 'lock');
  const first = await claim(file);
  expect(await claim(file)).toBe(process.pid);
  expect(await holderOfClaim(file)).toBe(process.pid);
  if (typeof first === 'number') throw new Error('not taken');
  await first.release();
  expect(await holderOfClaim(file)).toBeNull();
  expect(await claim(file)).toHaveProperty('release');
});

it('goes to one of two who try at once', async () => {
  const folder = temporaryFolder();
  const both = await Promise.all([claim(join(folder, 'lock')), claim(join(folder, 'lock'))]);
  expect(both.filter((one) => typeof one === 'number')).toEqual([process.pid]);
  expect(readdirSync(folder)).toEqual(['lock']);
});

it('is not held by another process that got the number of an ended one, nor by half a file', async () => {
  const file = join(temporaryFolder(), 'lock');
  const [, started] = (await identityOf(process.pid))?.split(' ') ?? [];
  writeFileSync(file, `${process.pid} ${Number(started) + 1}\n`);
  expect(await holderOfClaim(file)).toBeNull();
  writeFileSync(file, '');
  expect(await holderOfClaim(file)).toBeNull();
  expect(await claim(file)).toHaveProperty('release');
});
