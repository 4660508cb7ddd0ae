import type { Logger } from '@vyarna/logger';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { createListener, type OnLost, type OnNotify } from './listener.ts';

export interface DatabaseOptions {
  readonly url: string;
  /** The program's own PostgreSQL schema, which unqualified table names mean. */
  readonly schema: string;
  readonly logger: Logger;
  /** Connections in the pool; 10 when left out. One more is opened by the first `listen`. */
  readonly max?: number;
  /** How long a query waits for its answer before it rejects, in milliseconds; 35,000 when left out. */
  readonly answerLimitMs?: number;
}

export interface Database<Schema> {
  readonly kysely: Kysely<Schema>;
  readonly pool: Pool;
  /**
   * LISTENs on a channel until the returned function is called. A lost connection is opened again by itself; `onNotify` is then called
   * once without a payload, because notifications may have been missed; `onLost` tells when it is lost. Rejects when the first connection fails.
   */
  listen(channel: string, onNotify: OnNotify, onLost?: OnLost): Promise<() => Promise<void>>;
  /** Rejects when the database does not answer. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** How long a query waits for a connection before it fails, in milliseconds. */
const CONNECTION_LIMIT_MS = 5_000;
/** A process that is halted in a transaction must not keep its locks from the others: the server ends the connection after this. */
const IDLE_IN_TRANSACTION_LIMIT = '30s';
/** No statement of a running program takes this long but one that waits for a lock nobody gives back. */
const STATEMENT_LIMIT = '30s';

/** For what the server's own limit does not reach: a connection that was cut off without a word answers nothing, and says nothing either. */
const ANSWER_LIMIT_MS = 35_000;

/** Opens nothing yet: the first query connects. Lost connections are replaced by the pool; queries under way on them reject. */
export function openDatabase<Schema>({ url, schema, logger, max = 10, answerLimitMs = ANSWER_LIMIT_MS }: DatabaseOptions): Database<Schema> {
  const connection = {
    connectionString: url,
    options: `-c search_path=${schema} -c statement_timeout=${STATEMENT_LIMIT} -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_LIMIT}`,
    application_name: schema,
    connectionTimeoutMillis: CONNECTION_LIMIT_MS,
    keepAlive: true,
    query_timeout: answerLimitMs,
  };
  const pool = new Pool({ ...connection, max });
  // Without a listener, an idle connection that the server ends would end this process too.
  pool.on('error', (error) => logger.warn({ error }, 'an idle database connection was lost'));
  // The pool listens to idle connections only. One that is lost in use says so by its query, now or next.
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const listener = createListener(connection, logger);
  return {
    kysely,
    pool,
    listen: listener.listen,
    check: async () => {
      await pool.query('select 1');
    },
    close: async () => {
      await listener.close();
      await kysely.destroy();
    },
  };
}
