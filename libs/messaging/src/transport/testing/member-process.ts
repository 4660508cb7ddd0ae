import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TransportOptions } from '../create-transport.ts';

export interface MemberTask {
  readonly bus: Pick<TransportOptions, 'bus' | 'busDatabaseUrl' | 'kafkaBrokers'>;
  readonly group: string;
  readonly topic: string;
}

export interface MemberProcess {
  /** Values of each batch it was given, one record a batch. */
  readonly batches: string[];
  isReady(): boolean;
  /** Lets it finish the batch in hand. */
  finishBatch(): void;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Kills it, if it still runs. */
  end(): Promise<void>;
}

/** Starts `member.ts`. */
export function startMember(task: MemberTask): MemberProcess {
  const child = spawn(process.execPath, [fileURLToPath(new URL('member.ts', import.meta.url)), JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const batches: string[] = [];
  let ready = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as { ready?: boolean; values?: string[] };
    if (said.ready) ready = true;
    if (said.values) batches.push(...said.values);
  });
  child.stdin.on('error', () => undefined);
  return {
    batches,
    isReady: () => ready,
    finishBatch: () => child.stdin.write('\n'),
    signal: (name) => child.kill(name),
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
