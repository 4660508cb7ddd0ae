import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Names one process, also when its number is given away again: `<pid>-<when it started>`, fit for a file name. Null when it has ended. */
export async function identityOf(pid: number): Promise<string | null> {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const started = process.platform === 'linux' ? await startedOnLinux(pid) : await startedElsewhere(pid);
  return started === null ? null : `${pid}-${started.replaceAll(/\W/g, '')}`;
}

export function pidOf(identity: string): number {
  return Number(identity.split('-')[0]);
}

/** Field 22, in ticks since boot. The name before it is in brackets and may hold anything. A zombie has ended. */
async function startedOnLinux(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

async function startedElsewhere(pid: number): Promise<string | null> {
  const said = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => null);
  return said?.stdout.trim() || null;
}
