import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from '@vyarna/contract';

/** Where a data folder keeps the contracts that its programs run on. */
const folderOf = (dataDir: string): string => join(dataDir, 'bundles');

/** Forgets those of earlier runs; for when no program runs. */
export async function clearBundles(dataDir: string): Promise<void> {
  await rm(folderOf(dataDir), { recursive: true, force: true });
}

/** Keeps contracts under their own hash and returns the file. */
export async function keepBundle(dataDir: string, bundle: Bundle): Promise<string> {
  const file = join(folderOf(dataDir), `${bundle.hash.replace(/^sha256:/, '').slice(0, 16)}.json`);
  await mkdir(folderOf(dataDir), { recursive: true });
  await writeFile(file, JSON.stringify(bundle));
  return file;
}
