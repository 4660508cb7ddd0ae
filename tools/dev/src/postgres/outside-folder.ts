import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { StartError } from '@vyarna/process';

/** Where things of this project lie that a server user cannot reach inside it. One folder a project path; `make clean` removes it. */
export function outsidePath(project: string): string {
  return `/var/tmp/vyarna-${createHash('sha256').update(project).digest('hex').slice(0, 12)}`;
}

/** Creates it. /var/tmp is open to all: a folder that somebody else made there first is refused, not used. */
export async function outsideFolder(project: string): Promise<string> {
  const path = outsidePath(project);
  await mkdir(path, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new StartError('FOLDER_NOT_OURS', `${path} was made by somebody else, so it is not used.`, 'Remove it and start again.');
  }
  // The umask may have closed it.
  await chmod(path, 0o755);
  return path;
}
