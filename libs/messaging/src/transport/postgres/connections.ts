import type { Logger } from '@vyarna/logger';
import pg from 'pg';
import { TransportError } from '../port.ts';

export interface Connections {
  /** For appends: a commit is on disk before `publish` resolves. */
  readonly durable: pg.Pool;
  /** For all else: losing the last moments of it in a crash of the server only delivers some records again. */
  readonly relaxed: pg.Pool;
  /** A connection of its own, not yet connected, for LISTEN. */
  newListener(): pg.Client;
  close(): Promise<void>;
}

/** Opens nothing yet. At most four connections beside the listener's: one appends at a time, see `append-queue.ts`. */
export function openConnections(url: string, clientId: string, logger: Logger): Connections {
  const common = { connectionString: url, application_name: `${clientId} bus`, keepAlive: true, connectionTimeoutMillis: 3_000 };
  const durable = new pg.Pool({ ...common, max: 1, query_timeout: 15_000 });
  const relaxed = new pg.Pool({ ...common, max: 3, query_timeout: 15_000, options: '-c synchronous_commit=off' });
  for (const pool of [durable, relaxed]) {
    // Without a handler, a connection that the server ends would end the process: an idle one here, one in use below.
    pool.on('error', (error) => logger.debug({ error }, 'an idle connection to the bus ended'));
    pool.on('connect', (client) => client.on('error', () => undefined));
  }
  return {
    durable,
    relaxed,
    newListener: () => new pg.Client(common),
    close: async () => {
      await Promise.all([durable.end(), relaxed.end()]);
    },
  };
}

/** The error for callers: what is not already one of the port's is the bus being away. */
export function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new TransportError('BUS_UNAVAILABLE', `the embedded bus on PostgreSQL is not available: ${reason}`, { cause: error });
}
