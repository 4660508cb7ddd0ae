import type { Pool, PoolClient } from 'pg';
import { OUTBOX_SHARDS } from './outbox.ts';
import { type Headers, type OutgoingRecord, type Transport, TransportError } from './transport/port.ts';

/** Rows taken at once. */
const BATCH = 500;
/** A stopped process must not keep its shards for ever: the server ends its transaction after this. */
const HELD_LIMIT = '30s';

interface Row {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
  /** In milliseconds. */
  readonly age: number;
}

interface Published {
  readonly published: readonly Row[];
  /** Topics that the bus does not take, and why; their rows stay. */
  readonly refused: ReadonlyMap<string, unknown>;
  /** Why the rest had to stay: the bus is away. */
  readonly fault?: unknown;
}

export interface OutboxBatch extends Published {
  readonly oldestMs: number;
}

/** The lock is asked for only where there are rows. It is of this schema's outbox, as databases are shared by programs. */
const TAKE_SHARDS = `begin; set local idle_in_transaction_session_timeout = '${HELD_LIMIT}';
  select one.shard from generate_series(0, ${OUTBOX_SHARDS - 1}) as one (shard)
  where case when exists (select from outbox where outbox.shard = one.shard)
    then pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'), one.shard) else false end`;

/** Rows are taken in a statement of its own: it must see what the last holder of the lock has deleted. */
const TAKE_ROWS = `select id, topic, key, value, headers, extract(epoch from now() - created_at)::float8 * 1000 as age
  from outbox where shard = any($1) and topic <> all($2) order by id limit ${BATCH}`;

/** Those that wait because of their topic count too. */
const OLDEST = 'select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 * 1000 as age from outbox where shard = any($1)';

type Bus = Pick<Transport, 'publish'>;

/** Takes the shards that nobody else has and publishes their oldest rows, but for those of `waitingTopics`. Rejects when the database is away. */
export const publishBatch = async (pool: Pool, bus: Bus, waitingTopics: readonly string[]): Promise<OutboxBatch> => {
  const client = await pool.connect();
  let broken = true;
  try {
    const outcome = await publishWith(client, bus, waitingTopics);
    broken = false;
    return outcome;
  } finally {
    // A connection whose transaction did not end well is not given to others.
    client.release(broken);
  }
};

const publishWith = async (client: PoolClient, bus: Bus, waitingTopics: readonly string[]): Promise<OutboxBatch> => {
  const shards = await takeShards(client);
  if (shards.length === 0) {
    await client.query('rollback');
    return { published: [], refused: new Map(), oldestMs: 0 };
  }
  const { rows } = await client.query<Row>(TAKE_ROWS, [shards, waitingTopics]);
  const [oldest] = waitingTopics.length === 0 ? rows : (await client.query<{ age: number }>(OLDEST, [shards])).rows;
  const outcome = { ...(await publishRows(bus, rows)), oldestMs: Math.max(0, oldest?.age ?? 0) };
  if (outcome.published.length === 0) await client.query('rollback');
  else await client.query(`delete from outbox where id = any('{${outcome.published.map(({ id }) => id).join(',')}}'); commit`);
  return outcome;
};

const takeShards = async (client: PoolClient): Promise<number[]> => {
  const results = (await client.query<{ shard: number }>(TAKE_SHARDS)) as unknown as { rows: { shard: number }[] }[];
  return (results.at(-1)?.rows ?? []).map(({ shard }) => shard);
};

/** All at once; where the bus refuses a record for good, topic by topic, so that it holds up its own topic only. */
const publishRows = async (bus: Bus, rows: readonly Row[]): Promise<Published> => {
  const refused = new Map<string, unknown>();
  if (rows.length === 0) return { published: [], refused };
  try {
    await bus.publish(rows.map(toRecord));
    return { published: rows, refused };
  } catch (error) {
    if (!isRefusal(error)) return { published: [], refused, fault: error };
  }
  const published: Row[] = [];
  for (const [topic, ofTopic] of Map.groupBy(rows, (row) => row.topic)) {
    try {
      await bus.publish(ofTopic.map(toRecord));
      published.push(...ofTopic);
    } catch (error) {
      if (!isRefusal(error)) return { published, refused, fault: error };
      refused.set(topic, error);
    }
  }
  return { published, refused };
};

const isRefusal = (error: unknown): boolean => error instanceof TransportError && error.code !== 'BUS_UNAVAILABLE';

const toRecord = ({ topic, key, value, headers }: Row): OutgoingRecord => ({ topic, key, value, headers });
