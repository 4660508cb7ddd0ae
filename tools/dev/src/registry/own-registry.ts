import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnvironment, StartError } from '@vyarna/process';
import pg from 'pg';
import { freePort, isFree } from '../free-port.ts';
import { claimDataFolder } from '../platform/data-folder.ts';
import { Parts } from '../platform/parts.ts';
import { planOf } from '../platform/programs.ts';
import { runProgram } from '../platform/run-program.ts';
import { startDatabase } from '../platform/start-servers.ts';
import { loadState, passwordOf, saveState } from '../platform/state.ts';
import { startTestPostgres } from '../testing/servers.ts';

const ROLE = 'registry';

/** What the registry keeps its schemas in. */
export type RegistryDatabase =
  /** A PostgreSQL that runs; with `migrationUrl` where another role than the registry's own makes the tables. */
  | { readonly url: string; readonly migrationUrl?: string | undefined }
  /** A PostgreSQL of its own in this folder, which the next start goes on with. */
  | { readonly folder: string }
  /** An empty one that goes with the registry. */
  | 'temporary';

export interface OwnRegistryOptions {
  readonly database: RegistryDatabase;
  readonly host?: string;
  /** Any free one when left out. */
  readonly port?: number | undefined;
  /** The registry's configuration, besides its database and where it listens. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface OwnRegistry {
  readonly url: string;
  /** Where its tables are, as whom they belong to. */
  readonly databaseUrl: string;
  /** Resolves when it has ended, with how. Never rejects. */
  readonly exited: Promise<string | number>;
  stop(): Promise<void>;
}

/** Starts a schema registry by itself. Rejects with a StartError (PORT_TAKEN, DATA_IN_USE, PROGRAM_FAILED, ...), with nothing left running. It ends with this process. */
export async function startOwnRegistry(options: OwnRegistryOptions): Promise<OwnRegistry> {
  const parts = new Parts();
  try {
    return await start(options, parts);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function start(options: OwnRegistryOptions, parts: Parts): Promise<OwnRegistry> {
  const { database, host = '127.0.0.1', environment = {}, say, signal } = options;
  if (options.port !== undefined && !(await isFree(options.port))) {
    throw new StartError('PORT_TAKEN', `Port ${options.port} is taken.`, `Stop what uses it, or choose another: --port ${options.port + 10}.`);
  }
  // Before a database is started for it; 0 asks for a free one.
  const healthPort = createEnvironment(environment).port('HEALTH_PORT', 0) || (await freePort());
  const { url, owner, logFile: kept } = await databaseOf(database, { parts, say, signal });
  const logs = await mkdtemp(join(tmpdir(), 'vyarna-registry-'));
  const removeLogs = () => rm(logs, { recursive: true, force: true });
  const port = options.port ?? (await freePort());
  const env = { ...environment, DATABASE_URL: url, MIGRATION_DATABASE_URL: owner, HOST: host, PORT: String(port) };
  const logFile = kept ?? join(logs, 'registry.log');
  const program = { name: 'registry', entry: planOf('registry').entry, env, logFile, healthPort, say };
  const { exited, stop } = await runProgram(program, signal).catch(async (error) => {
    // Of a start that failed the log stays: the error names it.
    if (signal.aborted) await removeLogs();
    throw error;
  });
  parts.add({ name: 'registry', rank: 1, stop });
  parts.add({ name: 'logs', rank: -2, stop: removeLogs });
  const scheme = environment['TLS_CERT_FILE'] === undefined ? 'http' : 'https';
  return { url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`, databaseUrl: owner, exited, stop: () => parts.stop() };
}

interface Context {
  readonly parts: Parts;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

interface Reached {
  /** As the registry's role. */
  readonly url: string;
  /** As whom its tables belong to. */
  readonly owner: string;
  readonly logFile?: string;
}

async function databaseOf(database: RegistryDatabase, { parts, say, signal }: Context): Promise<Reached> {
  if (database === 'temporary') {
    const postgres = await startTestPostgres();
    parts.add({ name: 'postgres', rank: -1, stop: () => postgres.stop() });
    const password = randomBytes(16).toString('hex');
    await giveRole(postgres.url(), password);
    return { url: postgres.url(ROLE, password), owner: postgres.url() };
  }
  if ('url' in database) return { url: database.url, owner: database.migrationUrl ?? database.url };
  const dataDir = database.folder;
  const claimed = await claimDataFolder(dataDir);
  parts.add({ name: 'claim', rank: -3, stop: () => claimed.release() });
  const state = await loadState(dataDir);
  const password = passwordOf(state, ROLE);
  passwordOf(state, 'postgres');
  await saveState(dataDir, state);
  const postgres = await startDatabase({ dataDir, state, parts, say, signal });
  await saveState(dataDir, state);
  await giveRole(postgres.url(), password);
  return { url: postgres.url(ROLE, password), owner: postgres.url(), logFile: join(dataDir, 'logs/registry.log') };
}

/** Makes the registry's role where it is missing. */
async function giveRole(url: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`create role ${ROLE} login password '${password}'`);
  } finally {
    await client.end();
  }
}
