import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@vyarna/process';
import { claim } from '../claim.ts';
import { type Kafka, startKafka } from '../kafka/broker.ts';
import { fetchJars } from '../kafka/fetch-jars.ts';
import { requireJava } from '../kafka/java.ts';
import { reachablePostgres } from '../postgres/binaries.ts';
import { outsidePath } from '../postgres/outside-folder.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';
import { serverUser } from '../postgres/server-user.ts';
import { kafkaCacheFolder, projectFolder } from '../project-folder.ts';
import { databaseFolder, logFile } from './data-folder.ts';
import { keepRunning, type Running } from './keep-running.ts';
import type { Parts } from './parts.ts';
import { type PlatformState, passwordOf } from './state.ts';

const POSTGRES_RANK = -2;
const KAFKA_RANK = -1;

export interface ServerContext {
  readonly dataDir: string;
  readonly state: PlatformState;
  readonly parts: Parts;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The data folder's PostgreSQL, started again on the same port whenever it ends. */
export async function startDatabase({ dataDir, state, parts, say, signal }: ServerContext): Promise<Postgres> {
  const user = serverUser();
  const binaries = await reachablePostgres(projectFolder, user);
  const folder = await databaseFolder(dataDir, projectFolder, user);
  const outside = outsidePath(projectFolder);
  if ([binaries, folder].some((path) => path.startsWith(`${outside}/`))) {
    say(`PostgreSQL runs as nobody, who cannot reach ${projectFolder}: what it needs is in ${outside}.`);
  }
  const options = { binaries, dataDir: folder, password: passwordOf(state, 'postgres'), user, logFile: logFile(dataDir, 'postgresql') };
  const kept = await keepRunning({
    name: 'database (PostgreSQL)',
    say,
    signal,
    start: onTheSamePort((port) => startPostgres({ ...options, ...(port ? { port } : { preferredPort: state.postgresPort }) })),
  });
  parts.add({ name: 'postgres', rank: POSTGRES_RANK, stop: () => kept.stop() });
  state.postgresPort = kept.current.port;
  return kept.current;
}

/** The data folder's broker, on the port it had last, else on the preferred one, else on any. */
export async function startBroker(context: Omit<ServerContext, 'state'>, firstPort = 0): Promise<Kafka> {
  const { dataDir, parts, say, signal } = context;
  const java = await requireJava();
  const jars = await fetchJars(kafkaCacheFolder, say);
  const folder = join(dataDir, 'kafka');
  await mkdir(folder, { recursive: true });
  const portFile = join(folder, 'port');
  const preferredPort = Number(await readFile(portFile, 'utf8').catch(() => firstPort));
  const claimed = await claim(join(folder, 'lock'));
  if (typeof claimed === 'number') {
    const hint = `Use it (\`make up KAFKA_BROKERS=127.0.0.1:${preferredPort}\`) or stop it: kill -INT ${claimed}.`;
    throw new StartError('KAFKA_IN_USE', `The Kafka in ${folder} runs already, for process ${claimed}.`, hint);
  }
  parts.add({ name: 'kafka lock', rank: KAFKA_RANK - 1, stop: () => claimed.release() });
  const options = { java, jars, dataDir: folder, logFile: logFile(dataDir, 'kafka') };
  const kept = await keepRunning({
    name: 'broker (Apache Kafka)',
    say,
    signal,
    start: onTheSamePort((port) => startKafka({ ...options, ...(port ? { port } : { preferredPort }) })),
  });
  parts.add({ name: 'kafka', rank: KAFKA_RANK, stop: () => kept.stop() });
  await writeFile(portFile, String(kept.current.port));
  return kept.current;
}

/** Starts that cannot be interrupted, so that a stop in between ends what has just begun. Everybody knows the first port by then. */
function onTheSamePort<Server extends Running & { port: number }>(start: (port?: number) => Promise<Server>) {
  let port: number | undefined;
  return async (signal: AbortSignal): Promise<Server> => {
    signal.throwIfAborted();
    const server = await start(port);
    port = server.port;
    if (signal.aborted) await server.stop();
    signal.throwIfAborted();
    return server;
  };
}
