import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@vyarna/process';

const run = promisify(execFile);

/** Each is a folder of `sets/`, with a package.json and its lock file: what is too large for every installation of the project. */
export type PackageSet = 'confluent';

/**
 * A folder whose `node_modules` has a set of packages as locked, made below `folder` at the first call and kept. No package's own script
 * runs. Rejects with NPM_INSTALL_FAILED.
 */
export async function packagesOf(set: PackageSet, folder: string, say: (line: string) => void): Promise<string> {
  const source = join(import.meta.dirname, 'sets', set);
  const lock = await readFile(join(source, 'package-lock.json'));
  const whole = join(folder, createHash('sha256').update(lock).digest('hex').slice(0, 16));
  if (existsSync(whole)) return whole;

  say(`Installing the npm packages of ${set} into ${whole}.`);
  const half = `${whole}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await cp(source, half, { recursive: true });
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: half });
    // Another process may have made the same one meanwhile; then that one serves.
    await rename(half, whole).catch((error: unknown) => {
      if (!existsSync(whole)) throw error;
    });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const reason = stderr.match(/^npm error (?!code|A complete log).*$/m)?.[0] ?? message;
    throw new StartError('NPM_INSTALL_FAILED', `npm could not install ${set}: ${reason}`, 'Check the network and the registry in npm’s settings.', {
      cause: error,
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return whole;
}
