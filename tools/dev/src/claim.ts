import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { identityOf } from './process-identity.ts';

export interface Claim {
  release(): Promise<void>;
}

/** The process that holds `file`, or null: a file left by a killed process holds nothing. */
export async function holderOfClaim(file: string): Promise<number | null> {
  const written = (await readFile(file, 'utf8').catch(() => '')).trim();
  const pid = Number(written.split(' ')[0]);
  return Number.isInteger(pid) && pid > 0 && (await identityOf(pid)) === written ? pid : null;
}

/** Takes `file` for this process, or returns the id of the process that has it. */
export async function claim(file: string): Promise<Claim | number> {
  const holder = await holderOfClaim(file);
  if (holder !== null) return holder;
  const mine = await identityOf(process.pid);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${mine}\n`);
  await rm(file, { force: true });
  try {
    // A link appears whole or not at all, and only where there is none.
    await link(draft, file);
  } catch (error) {
    const first = await holderOfClaim(file);
    if (first !== null) return first;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return { release: () => rm(file, { force: true }) };
}
