import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@vyarna/process';
import type { ServerUser } from './server-user.ts';

const run = promisify(execFile);

/** Runs initdb once: superuser `postgres` with this password, SCRAM for everybody, UTF-8 independent of the system's locales. */
export async function initialize(binaries: string, dataDir: string, password: string, user: ServerUser | null, durable: boolean): Promise<void> {
  if ((await stat(join(dataDir, 'PG_VERSION')).catch(() => null)) !== null) return;
  await mkdir(dirname(dataDir), { recursive: true });
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { mode: 0o700 });
  await chmod(dataDir, 0o700);
  const passwordFile = `${dataDir}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== null) {
    await chown(dataDir, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  try {
    const settings = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    await run(join(binaries, 'bin/initdb'), [...settings, ...locale, ...(durable ? [] : ['--no-sync']), '-D', dataDir], { cwd: '/', ...user });
  } catch (error) {
    // A half-made folder would be taken for a database at the next start.
    await rm(dataDir, { recursive: true, force: true });
    const stderr = String((error as { stderr?: unknown }).stderr ?? error);
    throw new StartError(
      'POSTGRES_INIT_FAILED',
      `PostgreSQL could not prepare ${dataDir}: ${lastLine(stderr)}`,
      'See that the folder is writable and the disk not full.',
      {
        cause: error,
      },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.find((line) => line.includes('error:')) ?? lines.at(-1) ?? '').trim();
}
