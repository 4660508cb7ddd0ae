import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { canReach, serverUser } from '../postgres/server-user.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { claimDataFolder, databaseFolder } from './data-folder.ts';

const user = serverUser();

it('is one platform at a time', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const claim = await claimDataFolder(dataDir);
  await expect(claimDataFolder(dataDir)).rejects.toMatchObject({
    code: 'DATA_IN_USE',
    message: `The platform in ${dataDir} runs already, as process ${process.pid}.`,
  });
  await claim.release();
  await claimDataFolder(dataDir);
});

it.skipIf(user === null)('puts the database outside a project that the user nobody cannot reach, and says so', async () => {
  const closed = temporaryFolder();
  const dataDir = join(closed, 'data');
  mkdirSync(dataDir);
  const said: string[] = [];
  const outside = await databaseFolder(dataDir, user, (line) => void said.push(line));
  onTestFinished(() => rmSync(dirname(outside), { recursive: true }));
  expect(outside).toMatch(/^\/var\/tmp\/vyarna-[0-9a-f]{12}\/postgres$/);
  expect(canReach(dirname(outside), user)).toBe(true);
  expect(statSync(dirname(outside)).uid).toBe(0);
  expect(said).toEqual([`PostgreSQL runs as nobody, who cannot reach ${dataDir}: its data is in ${outside}.`]);

  chmodSync(closed, 0o711);
  expect(await databaseFolder(dataDir, user, (line) => void said.push(line))).toBe(join(dataDir, 'postgres'));
  expect(said).toHaveLength(1);
});
