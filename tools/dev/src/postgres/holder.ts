import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Clears the way for a server on `dataDir`: removes a stale `postmaster.pid` (its "ready" line would be believed), waits
 * a moment for a server whose parent was just killed, and returns the process id of one that stays.
 */
export async function holderOf(dataDir: string, patienceMs = 3000): Promise<number | null> {
  const file = join(dataDir, 'postmaster.pid');
  const end = Date.now() + patienceMs;
  for (;;) {
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    if (!Number.isInteger(pid) || pid <= 0 || !(await isServerOf(pid, dataDir))) {
      await rm(file, { force: true });
      return null;
    }
    if (Date.now() > end) return pid;
    await sleep(50);
  }
}

/** After a reboot or a kill the number may belong to another process: where /proc tells, the command must name the folder. */
async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null ? process.platform !== 'linux' : command.split('\0').includes(dataDir);
}
