import type pg from 'pg';
import { type OutgoingRecord, TransportError } from '../port.ts';
import { recordSize } from '../record-size.ts';
import { RECORD_CHANNEL } from './wake-listener.ts';

/** A record with the id of the partition it goes to. */
export interface PlacedRecord {
  readonly partition: number;
  readonly record: OutgoingRecord;
}

/** NOTIFY takes 8,000 bytes; with more partitions than this everybody looks. */
const MOST_NAMED = 500;

/**
 * Locks the partitions in the order of their ids (so that appends never deadlock), moves their ends, and writes the
 * records behind the old ends. What commits first has the lower offsets.
 */
const APPEND = `
  with wanted as materialized (
    select * from unnest($1::integer[], $2::integer[]) as w(partition_id, amount)
  ), locked as materialized (
    select id from bus.partition where id = any($1::integer[]) order by id for update
  ), moved as (
    update bus.partition p set next_offset = p.next_offset + w.amount
    from locked join wanted w on w.partition_id = locked.id
    where p.id = locked.id
    returning p.id, p.next_offset - w.amount as first_offset, clock_timestamp() as written_at
  ), written as (
    insert into bus.record (partition_id, record_offset, key, value, headers, bytes, written_at)
    select m.id, m.first_offset + r.place, r.key, r.value, r.headers, r.bytes, m.written_at
    from unnest($3::integer[], $4::integer[], $5::bytea[], $6::bytea[], $7::json[], $8::integer[])
      as r(partition_id, place, key, value, headers, bytes)
    join moved m on m.id = r.partition_id
    returning 1
  )
  select (select count(*)::integer from written) as written, pg_notify($9, $10)`;

/** Durable when it resolves. Rejects with `UNKNOWN_TOPIC` when a partition is not in this database, which then is another one than before. */
export async function appendRecords(pool: pg.Pool, records: readonly PlacedRecord[]): Promise<void> {
  const amounts = new Map<number, number>();
  const places = records.map(({ partition }) => {
    const place = amounts.get(partition) ?? 0;
    amounts.set(partition, place + 1);
    return place;
  });
  const { rows } = await pool.query<{ written: number }>({
    name: 'bus-append',
    text: APPEND,
    values: [
      [...amounts.keys()],
      [...amounts.values()],
      records.map(({ partition }) => partition),
      places,
      records.map(({ record }) => (record.key === null ? null : Buffer.from(record.key))),
      records.map(({ record }) => record.value),
      records.map(({ record }) => JSON.stringify(record.headers)),
      records.map(({ record }) => recordSize(record)),
      RECORD_CHANNEL,
      amounts.size > MOST_NAMED ? '' : [...amounts.keys()].join(','),
    ],
  });
  if (rows[0]?.written !== records.length) throw new TransportError('UNKNOWN_TOPIC', 'the bus no longer has a topic that it had');
}
