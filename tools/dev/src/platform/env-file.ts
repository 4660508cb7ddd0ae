import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Tells other commands, a person's shell (`. .vyarna/env`) and programs (`node --env-file=.vyarna/env`) where the platform of a data folder listens,
 * with the demo token; there while it runs. Holds a password.
 */
export async function writeEnvFile(dataDir: string, variables: Readonly<Record<string, string>>): Promise<{ remove(): Promise<void> }> {
  const file = join(dataDir, 'env');
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
  await rm(file, { force: true });
  await writeFile(file, lines.join(''), { mode: 0o600 });
  return { remove: () => rm(file, { force: true }) };
}
