import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '@vyarna/process';
import { freePort } from '../free-port.ts';
import { type Kept, keep } from '../keeper.ts';
import { holderOf } from './holder.ts';
import { initialize } from './initialize.ts';
import type { ServerUser } from './server-user.ts';

export interface PostgresOptions {
  /** The folder with `bin`, `lib`, `share`. */
  readonly binaries: string;
  /** The database's own folder; created at the first start. Its parent must be reachable by `user`. */
  readonly dataDir: string;
  /** Of the superuser `postgres`; it counts at the first start. */
  readonly password: string;
  readonly user: ServerUser | null;
  readonly logFile: string;
  /** This port and no other. */
  readonly port?: number;
  /** Taken where it is free; else another one. */
  readonly preferredPort?: number;
  /** False for tests: no fsync, and the folder `remove` goes when the server ends. */
  readonly durable?: boolean;
  readonly remove?: string;
}

export interface Postgres {
  readonly port: number;
  /** The postmaster. */
  readonly pid: number;
  readonly exited: Promise<number>;
  url(role?: string, password?: string, database?: string): string;
  /** Lets transactions in hand fail, writes a checkpoint, ends. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/** Starts PostgreSQL on 127.0.0.1 only. Rejects with a StartError: POSTGRES_IN_USE, POSTGRES_INIT_FAILED, POSTGRES_START_FAILED. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { binaries, dataDir, password, user, durable = true } = options;
  await initialize(binaries, dataDir, password, user, durable);
  const holder = await holderOf(dataDir);
  if (holder !== null) {
    throw new StartError(
      'POSTGRES_IN_USE',
      `The database in ${dataDir} is in use by process ${holder}.`,
      `Stop it (kill -INT ${holder}) and start again.`,
    );
  }
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort(attempt === 1 ? options.preferredPort : 0));
    const kept = spawnServer(options, port);
    const pid = await readyPid(kept, dataDir);
    if (pid !== null) {
      const url = (role = 'postgres', secret = password, database = 'postgres') =>
        `postgresql://${role}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}`;
      return { port, pid, exited: kept.exited, url, stop: () => kept.stop() };
    }
    await kept.stop();
    const reason = await lastFatal(options.logFile);
    // Somebody took the port between our look and the server's bind.
    if (options.port === undefined && attempt < 3 && /Address already in use|could not create any TCP/.test(reason)) continue;
    throw new StartError('POSTGRES_START_FAILED', `PostgreSQL did not start: ${reason}`, `Its log is ${options.logFile}.`);
  }
}

function spawnServer({ binaries, dataDir, user, logFile, durable = true, remove }: PostgresOptions, port: number): Kept {
  // What rows and statements hold (personal data, passwords of roles) stays out of the log.
  const discreet = { log_error_verbosity: 'terse', log_min_error_statement: 'panic' };
  const reach = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 200 };
  const always = { ...reach, ...discreet, log_line_prefix: '%m [%p] ' };
  const careless = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum_naptime: '1h' };
  const settings = Object.entries(durable ? always : { ...always, ...careless }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a');
  try {
    return keep({
      command: join(binaries, 'bin/postgres'),
      args: ['-D', dataDir, ...settings],
      stopSignal: 'INT',
      log,
      cwd: '/',
      ...(remove && { remove }),
      ...(user && { user }),
    });
  } finally {
    closeSync(log);
  }
}

/** The postmaster says itself when it takes connections: the 8th line of its pid file. */
async function readyPid(kept: Kept, dataDir: string): Promise<number | null> {
  const end = Date.now() + READY_WITHIN_MS;
  while (kept.running && Date.now() < end) {
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (lines[7]?.trim() === 'ready') return Number(lines[0]);
    await sleep(10);
  }
  return null;
}

async function lastFatal(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-20);
  const said = lines.findLast((line) => line.includes('could not bind')) ?? lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1);
  return (said ?? 'it said nothing').replace(/^.*(FATAL|PANIC|ERROR|LOG):\s+/, '');
}
