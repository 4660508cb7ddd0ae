import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ParentProcess {
  readonly process: ChildProcess;
  /** What it told about what it started. */
  readonly told: readonly number[];
  kill9(): Promise<void>;
}

/** Runs TypeScript as a process of its own, which a test may kill. It starts something, then prints the process ids in one JSON array. */
export async function startParent(code: string): Promise<ParentProcess> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', `${code}\nsetInterval(() => undefined, 1000);`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('[')) continue;
    return {
      process: child,
      told: JSON.parse(line) as number[],
      async kill9() {
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('the parent process ended without telling what it started');
}

/** Waits until none of these processes is there; returns those that stay. */
export async function leftOf(pids: readonly number[], withinMs = 10_000): Promise<number[]> {
  const end = Date.now() + withinMs;
  for (;;) {
    const left = pids.filter(isThere);
    if (left.length === 0 || Date.now() > end) return left;
    await sleep(50);
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
