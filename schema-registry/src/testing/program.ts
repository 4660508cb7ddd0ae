import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

interface Line {
  readonly [fact: string]: unknown;
  readonly level: string;
  readonly message: string;
  readonly url?: string;
  readonly code?: string;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  /** What it logged so far. */
  readonly lines: readonly Line[];
  /** Its URL, once it listens. */
  readonly listening: Promise<string>;
  /** Its exit code; null when it was killed. */
  readonly exit: Promise<number | null>;
}

/** The role that the registry is granted rights as. Roles belong to the whole server, which other tests share. */
export async function ensureRole(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query('do $$ begin create role registry login; exception when duplicate_object then null; end $$');
  await admin.end();
}

/** The registry as a process of its own, on a free port. The caller ends it. */
export function startProgram(databaseUrl: string, environment: Record<string, string> = {}): RunningProgram {
  const child = spawn(process.execPath, [MAIN], {
    env: { DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: databaseUrl, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Line[] = [];
  const listening = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: Line = JSON.parse(text);
      lines.push(line);
      if (line.message === 'listening' && line.url !== undefined) resolve(line.url);
    });
  });
  return { child, lines, listening, exit: once(child, 'close').then(([code]) => code as number | null) };
}
