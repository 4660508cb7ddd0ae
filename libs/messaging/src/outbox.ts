import { crc32 } from 'node:zlib';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { OutgoingRecord } from './transport/port.ts';

/** A relay publishes a shard alone, so records of one key stay in order however many relays run. */
export const OUTBOX_SHARDS = 16;

/** A row of the outbox, for callers that write it in a statement of their own. `headers` is JSON text. */
export interface OutboxRow {
  readonly shard: number;
  readonly topic: string;
  readonly key: string | null;
  readonly value: Buffer | null;
  readonly headers: string;
}

/** A record without a key has no order to keep. */
export const shardOf = (key: string | null): number => (key === null ? Math.floor(Math.random() * OUTBOX_SHARDS) : crc32(key) % OUTBOX_SHARDS);

export const outboxRow = ({ topic, key, value, headers }: OutgoingRecord): OutboxRow => ({
  shard: shardOf(key),
  topic,
  key,
  value,
  headers: JSON.stringify(headers),
});

/**
 * Writes records into the outbox, in order. Run it in the transaction of the effects they tell of, and wake the relay after the commit.
 * Two transactions that write records of one key must be serialized by a row they both lock, or their order is undecided.
 */
export const appendToOutbox = async (db: QueryExecutorProvider, records: readonly OutgoingRecord[]): Promise<void> => {
  if (records.length === 0) return;
  const rows = records.map(outboxRow);
  const column = <Name extends keyof OutboxRow>(name: Name): OutboxRow[Name][] => rows.map((row) => row[name]);
  await sql`
    insert into outbox (shard, topic, key, value, headers)
    select shard, topic, key, value, headers
    from unnest(${column('shard')}::smallint[], ${column('topic')}::text[], ${column('key')}::text[], ${column('value')}::bytea[], ${column('headers')}::jsonb[])
      with ordinality as given (shard, topic, key, value, headers, position)
    order by position`.execute(db);
};
