import { listen, migrate, openDatabase, type Program } from '@vyarna/process';
import { audited } from './access/audited.ts';
import { serverBy } from './access/secure-server.ts';
import { identifyBy } from './access/settings.ts';
import { createEdge } from './http/edge.ts';
import { RequestMetrics } from './http/request-metrics.ts';
import { LargeWork } from './store/large-work.ts';
import { registryMigrations } from './store/migrations.ts';
import { openRegistry } from './store/open-registry.ts';

const SCHEMA = 'registry';
const HINT = 'Start PostgreSQL (make up does), or correct DATABASE_URL and MIGRATION_DATABASE_URL.';
/** Clients wait no longer than a minute, and a read and a write may each wait for one that is under way. */
const ANSWER_LIMIT_MS = 10_000;
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Bodies are held in memory as a whole. */
const MOST_BODY_BYTES = 256 * 1024 * 1024;

/** The schema registry: brings its tables up to date where MIGRATION_DATABASE_URL is set, then listens on HOST:PORT. */
export async function startRegistry(program: Program): Promise<void> {
  const { env, logger } = program;
  const url = env.databaseUrl('DATABASE_URL');
  const owner = env.optional('MIGRATION_DATABASE_URL') === undefined ? undefined : env.databaseUrl('MIGRATION_DATABASE_URL');
  const host = env.string('HOST', '127.0.0.1');
  const port = env.port('PORT', 8081);
  const maxBodyBytes = env.integer('MAX_BODY_BYTES', MAX_BODY_BYTES, { least: 1, most: MOST_BODY_BYTES });
  // Before the database is waited for: what is wrong here is wrong at once.
  const identify = await identifyBy(program, host);
  if (owner !== undefined) {
    const migrations = registryMigrations;
    // Whoever owns the tables needs no rights on them.
    const role = owner === url ? {} : { role: SCHEMA };
    await program.dependency('PostgreSQL', () => migrate({ url: owner, schema: SCHEMA, ...role, migrations, logger }), HINT);
  }
  const database = openDatabase<never>({ url, schema: SCHEMA, logger, answerLimitMs: ANSWER_LIMIT_MS });
  program.onStop('database', () => database.close());
  const large = new LargeWork();
  program.onStop('work on large schemas', () => large.close());
  const registry = audited(await program.dependency('PostgreSQL', () => openRegistry(database, logger, large), HINT), logger);
  program.readiness('PostgreSQL', () => database.check());

  const edge = createEdge({ registry, identify, logger, metrics: new RequestMetrics(program.registry), maxBodyBytes });
  const server = await listen(await serverBy(program, edge), { host, port });
  program.onStop('registry server', () => server.close());
  logger.info({ url: server.url }, 'listening');
}
