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

it.skipIf(user === null)('puts the database outside a project that the user nobody cannot reach', async () => {
  const project = temporaryFolder();
  const dataDir = join(project, 'data');
  mkdirSync(dataDir);
  const outside = await databaseFolder(dataDir, project, user);
  onTestFinished(() => rmSync(dirname(outside), { recursive: true }));
  expect(outside).toMatch(/^\/var\/tmp\/vyarna-[0-9a-f]{12}\/data-[0-9a-f]{12}$/);
  expect(canReach(dirname(outside), user)).toBe(true);
  expect(statSync(dirname(outside)).uid).toBe(0);

  chmodSync(project, 0o711);
  expect(await databaseFolder(dataDir, project, user)).toBe(join(dataDir, 'postgres'));
});
