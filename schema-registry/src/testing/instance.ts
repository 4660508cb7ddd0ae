import { createServer } from 'node:http';
import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { listen, Registry as MetricsRegistry, migrate, openDatabase } from '@vyarna/process';
import { type Identify, identifyNobody } from '../access/identify.ts';
import { answerClientError, REQUEST_LIMITS } from '../http/client-error.ts';
import { createEdge } from '../http/edge.ts';
import { RequestMetrics } from '../http/request-metrics.ts';
import { MAX_BODY_BYTES } from '../start-registry.ts';
import { LargeWork } from '../store/large-work.ts';
import { registryMigrations } from '../store/migrations.ts';
import { openRegistry } from '../store/open-registry.ts';

export interface Instance {
  readonly url: string;
  close(): Promise<void>;
}

/** A registry on a free port, beside any number of others on the same database. */
export async function startInstance(
  databaseUrl: string,
  identify: Identify = identifyNobody(null),
  limits: object = REQUEST_LIMITS,
): Promise<Instance> {
  const logger = createLogger({ service: 'schema-registry', level: 'silent' });
  await migrate({ url: databaseUrl, schema: 'registry', migrations: registryMigrations, logger });
  const database = openDatabase<never>({ url: databaseUrl, schema: 'registry', logger });
  const large = new LargeWork();
  const registry = await openRegistry(database, logger, large);
  const metrics = new RequestMetrics(new MetricsRegistry());
  const edge = createEdge({ registry, identify, logger, metrics, maxBodyBytes: MAX_BODY_BYTES });
  const server = await listen(createServer(limits, edge).on('clientError', answerClientError), { host: '127.0.0.1', port: 0 });
  return {
    url: server.url,
    close: async () => {
      await server.close(100);
      await large.close();
      await database.close();
    },
  };
}

/** A registry on a database of its own. */
export async function startAlone(): Promise<Instance> {
  const database = await testDatabase();
  const instance = await startInstance(database.url);
  return {
    url: instance.url,
    close: async () => {
      await instance.close();
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
export async function call(instance: Pick<Instance, 'url'>, method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
  const response = await fetch(`${instance.url}${path}`, {
    method,
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

/** The body of a registration. */
export const sent = (schema: unknown, others: object = {}) => ({ schema: JSON.stringify(schema), ...others });
