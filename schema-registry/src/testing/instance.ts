import { createLogger } from '@vyarna/logger';
import { migrate, openDatabase, serveHttp } from '@vyarna/process';
import { createRegistryApp } from '../http/registry-app.ts';
import { registryMigrations } from '../store/migrations.ts';
import { openRegistry } from '../store/open-registry.ts';

export interface Instance {
  readonly url: string;
  close(): Promise<void>;
}

/** A registry on a free port, beside any number of others on the same database. */
export async function startInstance(databaseUrl: string): Promise<Instance> {
  const logger = createLogger({ service: 'schema-registry', level: 'silent' });
  await migrate({ url: databaseUrl, schema: 'registry', migrations: registryMigrations, logger });
  const database = openDatabase<never>({ url: databaseUrl, schema: 'registry', logger });
  const server = await serveHttp({ fetch: createRegistryApp(await openRegistry(database, logger), logger).fetch, host: '127.0.0.1', port: 0 });
  return {
    url: server.url,
    close: async () => {
      await server.close(100);
      await database.close();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

/** One call, with an object as JSON body. */
export async function call(instance: Instance, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${instance.url}${path}`, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

/** The body of a registration. */
export const sent = (schema: unknown, others: object = {}) => ({ schema: JSON.stringify(schema), ...others });
