import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { identityOf, pidOf } from './process-identity.ts';

export interface Claim {
  release(): Promise<void>;
}

/**
 * Takes the name `path` for a process, this one when left out, or returns the id of the process that has it. Each claim is
 * an empty file `<path>.<process>.<any>`, made before looking for others: of two at once never both get it, perhaps neither.
 */
export async function claim(path: string, pid = process.pid): Promise<Claim | number> {
  const mine = `${path}.${await identityOf(pid)}.${randomUUID()}`;
  await writeFile(mine, '');
  const holder = await holderOf(path, mine);
  if (holder === null) return { release: () => rm(mine, { force: true }) };
  await rm(mine, { force: true });
  return holder;
}

/** The process that has `path`, or null: what an ended process left is removed. */
export function holderOfClaim(path: string): Promise<number | null> {
  return holderOf(path, null);
}

async function holderOf(path: string, except: string | null): Promise<number | null> {
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names) {
    const file = join(dirname(path), name);
    if (!name.startsWith(`${basename(path)}.`) || file === except) continue;
    const identity = name.slice(basename(path).length + 1, name.lastIndexOf('.'));
    if ((await identityOf(pidOf(identity))) === identity) return pidOf(identity);
    await rm(file, { force: true });
  }
  return null;
}
