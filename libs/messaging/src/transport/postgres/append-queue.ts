import type pg from 'pg';
import { type OutgoingRecord, TransportError } from '../port.ts';
import { recordSize } from '../record-size.ts';
import { asTransportError } from './connections.ts';
import { RECORD_CHANNEL } from './wake-listener.ts';

/** A record with the id of the partition it goes to. */
export interface PlacedRecord {
  readonly partition: number;
  readonly record: OutgoingRecord;
}

interface Waiting {
  readonly records: readonly PlacedRecord[];
  readonly resolve: () => void;
  readonly reject: (error: TransportError) => void;
}

/** One statement takes no more than this, unless a single call does. */
const MOST_RECORDS = 2_000;
const MOST_BYTES = 4_194_304;
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
    returning p.id, p.next_offset - w.amount as first_offset
  ), written as (
    insert into bus.record (partition_id, record_offset, key, value, headers, bytes, written_at)
    select m.id, m.first_offset + r.place, r.key, r.value, r.headers, r.bytes, clock_timestamp()
    from unnest($3::integer[], $4::integer[], $5::bytea[], $6::bytea[], $7::json[], $8::integer[])
      as r(partition_id, place, key, value, headers, bytes)
    join moved m on m.id = r.partition_id
    returning 1
  )
  select (select count(*)::integer from written) as written, pg_notify($9, $10)`;

/**
 * Appends records, one statement at a time: calls that come while one is under way share the next, so that many small
 * calls cost few commits, and calls of one process stay in order.
 */
export class AppendQueue {
  readonly #pool: pg.Pool;
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Resolves when all are durable. Rejects with `UNKNOWN_TOPIC` when a partition is not in this database. */
  append(records: readonly PlacedRecord[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ records, resolve, reject });
    if (!this.#busy) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      const calls = this.#take();
      try {
        await this.#write(calls.flatMap((call) => call.records));
        for (const call of calls) call.resolve();
      } catch (error) {
        for (const call of calls) call.reject(asTransportError(error));
      }
    }
    this.#busy = false;
  }

  /** The calls that go together: at least one, more while they are small. */
  #take(): Waiting[] {
    let records = 0;
    let bytes = 0;
    let calls = 0;
    for (const call of this.#waiting) {
      records += call.records.length;
      for (const { record } of call.records) bytes += recordSize(record);
      if (calls > 0 && (records > MOST_RECORDS || bytes > MOST_BYTES)) break;
      calls += 1;
    }
    return this.#waiting.splice(0, calls);
  }

  async #write(records: readonly PlacedRecord[]): Promise<void> {
    const amounts = new Map<number, number>();
    const places = records.map(({ partition }) => {
      const place = amounts.get(partition) ?? 0;
      amounts.set(partition, place + 1);
      return place;
    });
    const { rows } = await this.#pool.query<{ written: number }>({
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
    if (rows[0]?.written !== records.length) throw new TransportError('UNKNOWN_TOPIC', 'the bus lost a topic that it had before');
  }
}
