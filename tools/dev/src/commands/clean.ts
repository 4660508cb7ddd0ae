import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@vyarna/process';
import { holderOfClaim } from '../claim.ts';
import { outsidePath } from '../postgres/outside-folder.ts';
import { defaultDataFolder, projectFolder } from '../project-folder.ts';

/** `make clean`: removes all that the platform keeps on this machine. Rejects with DATA_IN_USE while it runs. */
export async function clean(say: (line: string) => void): Promise<number> {
  for (const lock of ['lock', 'kafka/lock']) {
    const holder = await holderOfClaim(join(defaultDataFolder, lock));
    if (holder === null) continue;
    throw new StartError('DATA_IN_USE', `${defaultDataFolder} is in use by process ${holder}.`, `Stop it first: kill -INT ${holder}.`);
  }
  for (const folder of [defaultDataFolder, outsidePath(projectFolder)]) await rm(folder, { recursive: true, force: true });
  say('Removed the local data, keys and logs.');
  return 0;
}
