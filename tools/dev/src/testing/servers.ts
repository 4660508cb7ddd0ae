import { randomBytes } from 'node:crypto';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kafka, startKafka } from '../kafka/broker.ts';
import { fetchJars } from '../kafka/fetch-jars.ts';
import { requireJava } from '../kafka/java.ts';
import { reachablePostgres } from '../postgres/binaries.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';
import { canReach, serverUser } from '../postgres/server-user.ts';
import { kafkaCacheFolder, projectFolder } from '../project-folder.ts';

/** A PostgreSQL for tests: a new one in a temporary folder, which goes when it ends, however it ends. Not durable. */
export async function startTestPostgres(): Promise<Postgres> {
  const user = serverUser();
  const folder = await mkdtemp(join(canReach(tmpdir(), user) ? tmpdir() : '/tmp', 'vyarna-test-'));
  // Its keeper, which removes the folder, runs as that user too.
  if (user !== null) await chown(folder, user.uid, user.gid);
  const binaries = await reachablePostgres(projectFolder, user);
  const password = randomBytes(16).toString('hex');
  const logFile = join(folder, 'postgresql.log');
  return startPostgres({ binaries, dataDir: join(folder, 'data'), password, user, logFile, durable: false, remove: folder });
}

/** An Apache Kafka for tests, likewise. Rejects with JAVA_MISSING. */
export async function startTestKafka(say: (line: string) => void): Promise<Kafka> {
  const java = await requireJava();
  const jars = await fetchJars(kafkaCacheFolder, say);
  const folder = await mkdtemp(join(tmpdir(), 'vyarna-test-'));
  return startKafka({ java, jars, dataDir: join(folder, 'data'), logFile: join(folder, 'kafka.log'), remove: folder });
}
