import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Logger } from '@vyarna/logger';
import { type Database, Gauge, type Registry } from '@vyarna/process';
import type { PoolClient } from 'pg';
import { OUTBOX_SHARDS } from './outbox.ts';
import type { Headers, OutgoingRecord, Transport } from './transport/port.ts';
import { TransportError } from './transport/port.ts';

export interface RelayOptions {
  readonly database: Pick<Database<unknown>, 'pool'>;
  readonly transport: Pick<Transport, 'publish'>;
  readonly logger: Logger;
  readonly registry?: Registry;
  /** How long rows of another, dead process may wait, in milliseconds; 500 when left out. Own rows wait for nothing: `wake` is called. */
  readonly pollMs?: number;
}

export interface Relay {
  /** Call after the commit of a transaction that wrote to the outbox. */
  wake(): void;
  /** Publishes what is there, at most for the time of one batch, then ends. */
  stop(): Promise<void>;
}

/** Rows taken at once. */
const BATCH = 500;
/** A stopped process must not keep its shards for ever: the server ends its transaction after this. */
const HELD_LIMIT = '30s';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Publishes the outbox: takes the shards that nobody else has, publishes their rows in order, waits until the bus has them, deletes them.
 * A crash between publish and delete publishes again; consumers know the message by its id. Rows are never paged by id: ids are given out
 * before the commit, so a lower id may appear after a higher one.
 */
export const startRelay = ({ database, transport, logger, registry, pollMs = 500 }: RelayOptions): Relay => {
  const age = ageGauge(registry);
  const stopping = new AbortController();
  let woken = false;
  let wakeUp: () => void = () => {};
  let pauseMs = 0;

  const wake = (): void => {
    woken = true;
    wakeUp();
  };

  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const onFailure = (error: unknown): void => {
    if (pauseMs === 0) logger.error({ error }, `the outbox cannot be published: ${describeError(error)}; it is kept and tried again`);
    pauseMs = Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        const { taken, fault, oldestMs } = await publishBatch(database.pool, transport);
        age?.set(oldestMs / 1_000);
        if (fault !== undefined) throw fault;
        if (pauseMs > 0) logger.info('the outbox is published again');
        pauseMs = 0;
        if (taken === 0 && !woken && !stopping.signal.aborted) await sleep(pollMs);
      } catch (error) {
        onFailure(error);
        await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };

  const running = run();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wakeUp();
      await running;
      if (pauseMs === 0) await publishBatch(database.pool, transport).catch(onFailure);
    },
  };
};

interface Row {
  readonly id: string;
  readonly shard: number;
  readonly topic: string;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
  readonly age: number;
}

interface Outcome {
  readonly taken: number;
  /** Why some rows had to stay. */
  readonly fault?: unknown;
  readonly oldestMs: number;
}

/** The lock is asked for only where there are rows. It is of this schema's outbox, as databases are shared by programs. */
const TAKE_SHARDS = `begin; set local idle_in_transaction_session_timeout = '${HELD_LIMIT}';
  select one.shard from generate_series(0, ${OUTBOX_SHARDS - 1}) as one (shard)
  where case when exists (select from outbox where outbox.shard = one.shard)
    then pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'), one.shard) else false end`;

/** A statement of its own: it must see what the last holder of the lock has deleted. */
const TAKE_ROWS = `select id, shard, topic, key, value, headers, extract(epoch from now() - created_at)::float8 * 1000 as age
  from outbox where shard = any($1) order by id limit ${BATCH}`;

const publishBatch = async (pool: RelayOptions['database']['pool'], transport: RelayOptions['transport']): Promise<Outcome> => {
  const client = await pool.connect();
  let broken = true;
  try {
    const outcome = await publishWith(client, transport);
    broken = false;
    return outcome;
  } finally {
    // A connection whose transaction did not end well is not given to others.
    client.release(broken);
  }
};

const publishWith = async (client: PoolClient, transport: RelayOptions['transport']): Promise<Outcome> => {
  const shards = await takeShards(client);
  if (shards.length === 0) {
    await client.query('rollback');
    return { taken: 0, oldestMs: 0 };
  }
  const { rows } = await client.query<Row>(TAKE_ROWS, [shards]);
  const oldestMs = Math.max(0, ...rows.map(({ age }) => age));
  const { published, fault } = await publishRows(transport, rows);
  if (published.length === 0) await client.query('rollback');
  else await client.query(`delete from outbox where id = any('{${published.map(({ id }) => id).join(',')}}'); commit`);
  return { taken: published.length, oldestMs, ...(fault === undefined ? {} : { fault }) };
};

const takeShards = async (client: PoolClient): Promise<number[]> => {
  const results = (await client.query<{ shard: number }>(TAKE_SHARDS)) as unknown as { rows: { shard: number }[] }[];
  return (results.at(-1)?.rows ?? []).map(({ shard }) => shard);
};

/** All at once; where the bus refuses a record for good, shard by shard, so that it holds up its own shard only. */
const publishRows = async (transport: RelayOptions['transport'], rows: readonly Row[]): Promise<{ published: readonly Row[]; fault?: unknown }> => {
  try {
    await transport.publish(rows.map(toRecord));
    return { published: rows };
  } catch (error) {
    if (!(error instanceof TransportError) || error.code === 'BUS_UNAVAILABLE') return { published: [], fault: error };
  }
  const published: Row[] = [];
  let fault: unknown;
  for (const shardRows of Map.groupBy(rows, ({ shard }) => shard).values()) {
    for (const row of shardRows) {
      try {
        await transport.publish([toRecord(row)]);
        published.push(row);
      } catch (error) {
        fault = error;
        break;
      }
    }
  }
  return { published, fault };
};

const toRecord = ({ topic, key, value, headers }: Row): OutgoingRecord => ({ topic, key, value, headers });

const ageGauge = (registry: Registry | undefined): Gauge | undefined =>
  registry === undefined
    ? undefined
    : new Gauge({ name: 'vyarna_outbox_oldest_seconds', help: 'Age of the oldest unpublished message, in seconds.', registers: [registry] });
