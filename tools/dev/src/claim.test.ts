import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claim, holderOfClaim } from './claim.ts';
import { identityOf } from './process-identity.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

it('is taken once, names its holder, and is free after the release', async () => {
  const path = join(temporaryFolder(), 'lock');
  const first = await claim(path);
  expect(await claim(path)).toBe(process.pid);
  expect(await holderOfClaim(path)).toBe(process.pid);
  if (typeof first === 'number') throw new Error('not taken');
  await first.release();
  expect(await holderOfClaim(path)).toBeNull();
  expect(await claim(path)).toHaveProperty('release');
});

it('never goes to two who try at once, also over a stale claim', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 20; round++) {
    writeFileSync(join(folder, 'lock.1-1.x'), '');
    const all = await Promise.all(Array.from({ length: 8 }, () => claim(join(folder, 'lock'))));
    const won = all.filter((one) => typeof one !== 'number');
    expect(won.length).toBeLessThan(2);
    expect(readdirSync(folder)).toHaveLength(won.length);
    await Promise.all(won.map((one) => one.release()));
  }
});

it('is not held by a process that has ended, nor by another one that got its number', async () => {
  const folder = temporaryFolder();
  const { pid } = spawnSync('true');
  writeFileSync(join(folder, `lock.${pid}-1.x`), '');
  const [, started] = (await identityOf(process.pid))?.split('-') ?? [];
  writeFileSync(join(folder, `lock.${process.pid}-${Number(started) + 1}.x`), '');
  expect(await holderOfClaim(join(folder, 'lock'))).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});
