import { migrate, openDatabase, type Program, serveHttp } from '@vyarna/process';
import { createRegistryApp } from './http/registry-app.ts';
import { registryMigrations } from './store/migrations.ts';
import { openRegistry } from './store/open-registry.ts';

const SCHEMA = 'registry';
const HINT = 'Start PostgreSQL (make up does), or correct DATABASE_URL and MIGRATION_DATABASE_URL.';

/** The schema registry: brings its tables up to date where MIGRATION_DATABASE_URL is set, then listens on HOST:PORT. */
export async function startRegistry(program: Program): Promise<void> {
  const { env, logger } = program;
  const url = env.string('DATABASE_URL');
  const owner = env.optional('MIGRATION_DATABASE_URL');
  if (owner !== undefined) {
    const migrations = registryMigrations;
    await program.dependency('PostgreSQL', () => migrate({ url: owner, schema: SCHEMA, role: SCHEMA, migrations, logger }), HINT);
  }
  const database = openDatabase<never>({ url, schema: SCHEMA, logger });
  program.onStop('database', () => database.close());
  const registry = await program.dependency('PostgreSQL', () => openRegistry(database, logger), HINT);
  program.readiness('PostgreSQL', () => database.check());

  const app = createRegistryApp(registry, logger);
  const server = await serveHttp({ fetch: app.fetch, host: env.string('HOST', '127.0.0.1'), port: env.port('PORT', 8081) });
  program.onStop('registry server', () => server.close());
  logger.info({ url: server.url }, 'listening');
}
