import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from '@vyarna/logger';
import { StartError } from '@vyarna/process';
import { type Claim, claim } from '../claim.ts';
import { outsideFolder } from '../postgres/outside-folder.ts';
import { canReach, type ServerUser } from '../postgres/server-user.ts';

export function logFile(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`);
}

/** Makes the folder and takes it for this process. Rejects with DATA_IN_USE, naming the process that has it. */
export async function claimDataFolder(dataDir: string): Promise<Claim> {
  await mkdir(join(dataDir, 'logs'), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new StartError(
      'DATA_FOLDER_UNUSABLE',
      `The folder ${dataDir} cannot be made or used: ${describeError(error)}.`,
      'Choose a folder that this user may write in.',
    );
  });
  const claimed = await claim(join(dataDir, 'lock'));
  if (typeof claimed !== 'number') return claimed;
  throw new StartError(
    'DATA_IN_USE',
    `The platform in ${dataDir} runs already, as process ${claimed}.`,
    `Use that one, or stop it: kill -INT ${claimed}.`,
  );
}

/** The database's folder: in the data folder, or outside `project` where the server's user could not reach that. */
export async function databaseFolder(dataDir: string, project: string, user: ServerUser | null): Promise<string> {
  // Everybody may pass through to the database's own folder; what is secret beside it has its own mode.
  if (user !== null) await chmod(dataDir, 0o711);
  if (canReach(join(dataDir, '..'), user)) return join(dataDir, 'postgres');
  return join(await outsideFolder(project), `data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
}
