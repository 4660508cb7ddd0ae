import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { holderOfClaim } from '../claim.ts';
import { freePort } from '../free-port.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { claimDataFolder } from './data-folder.ts';
import { startPlatform } from './start-platform.ts';

it('starts nothing when a port it was told to use is taken, and says which, and what to do', async () => {
  const dataDir = temporaryFolder();
  const port = await freePort();
  const taken = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await expect(startPlatform({ dataDir, bus: 'embedded', ports: { registry: port } })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: `Port ${port}, where the registry listens, is taken.`,
    hint: `Stop what uses it, or choose another: make up REGISTRY_PORT=${port + 10}`,
  });
  expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
  expect(await holderOfClaim(join(dataDir, 'lock'))).toBeNull();
});

it('says which process holds the data folder, and leaves that alone', async () => {
  const dataDir = temporaryFolder();
  await claimDataFolder(dataDir);
  await expect(startPlatform({ dataDir, bus: 'embedded' })).rejects.toMatchObject({
    code: 'DATA_IN_USE',
    message: `The platform in ${dataDir} runs already, as process ${process.pid}.`,
  });
  expect(await holderOfClaim(join(dataDir, 'lock'))).toBe(process.pid);
});
