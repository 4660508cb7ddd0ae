import type { Logger } from '@vyarna/logger';
import type pg from 'pg';
import { pause } from '../pause.ts';
import type { Headers, IncomingRecord } from '../port.ts';
import type { Partition } from './topic-catalogue.ts';

export interface Fetched {
  readonly records: readonly IncomingRecord[];
  /** Where to go on. */
  readonly next: bigint;
  /** Whether these are all that the partition had at that moment. */
  readonly all: boolean;
}

export interface FetchRequest {
  readonly partition: Partition;
  readonly from: bigint;
  /** Records at most. */
  readonly most: number;
  /** Answer even when there is none; else wait for one. */
  readonly evenNone?: boolean;
}

interface Want extends FetchRequest {
  readonly settle: (fetched: Fetched | undefined) => void;
  /** Whether to look at the next opportunity. */
  due: boolean;
}

interface RecordRow {
  readonly partition_id: number;
  readonly record_offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** A batch ends with the record that takes it over this many bytes. */
const BATCH_BYTES = 2_097_152;
/** Partitions asked for in one statement, which bounds what it brings. */
const MOST_PARTITIONS = 32;

const FETCH = `
  select want.partition_id, r.record_offset::text, r.key, r.value, r.headers, r.bytes,
    floor(extract(epoch from r.written_at) * 1000)::float8 as milliseconds
  from unnest($1::integer[], $2::bigint[], $3::integer[]) as want(partition_id, position, most)
  cross join lateral (
    select batch.*, sum(batch.bytes) over (order by batch.record_offset) - batch.bytes as before
    from (
      select * from bus.record where partition_id = want.partition_id and record_offset >= want.position order by record_offset limit want.most
    ) batch
  ) r
  where r.before < $4
  order by want.partition_id, r.record_offset`;

/**
 * Brings records to all the subscriptions and readers of a process: whoever waits at the same time shares one statement.
 * It looks when somebody begins to wait, when NOTIFY names a partition, and every `pollMs` in case a NOTIFY was missed.
 * While the database is away it tries on; those who wait just wait longer.
 */
export class RecordFetcher {
  readonly #pool: pg.Pool;
  readonly #logger: Logger;
  readonly #wants = new Set<Want>();
  readonly #poll: NodeJS.Timeout;
  readonly #stop = new AbortController();
  #busy = false;
  #failing = false;

  constructor(pool: pg.Pool, pollMs: number, logger: Logger) {
    this.#pool = pool;
    this.#logger = logger;
    this.#poll = setInterval(() => this.wake(undefined), pollMs);
  }

  /** The next records of a partition, when there are any; undefined once the signal aborts or the fetcher closes. */
  next(request: FetchRequest, signal: AbortSignal): Promise<Fetched | undefined> {
    if (signal.aborted || this.#stop.signal.aborted) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<Fetched | undefined>();
    const leave = () => want.settle(undefined);
    const want: Want = {
      ...request,
      due: true,
      settle: (fetched) => {
        this.#wants.delete(want);
        signal.removeEventListener('abort', leave);
        resolve(fetched);
      },
    };
    signal.addEventListener('abort', leave);
    this.#wants.add(want);
    this.#look();
    return promise;
  }

  /** Something may have been appended to these partitions, or to any. */
  wake(partitions: readonly number[] | undefined): void {
    for (const want of this.#wants) if (partitions === undefined || partitions.includes(want.partition.id)) want.due = true;
    this.#look();
  }

  close(): void {
    clearInterval(this.#poll);
    this.#stop.abort();
    for (const want of [...this.#wants]) want.settle(undefined);
  }

  #look(): void {
    if (this.#busy) return;
    this.#busy = true;
    // A turn later, so that those who begin to wait together are asked for together.
    queueMicrotask(() => void this.#work());
  }

  async #work(): Promise<void> {
    for (;;) {
      const wants = [...this.#wants].filter((want) => want.due).slice(0, MOST_PARTITIONS);
      if (wants.length === 0) break;
      for (const want of wants) want.due = false;
      try {
        await this.#fetch(wants);
        if (this.#failing) this.#logger.info('the embedded bus answers again');
        this.#failing = false;
      } catch (error) {
        if (!this.#failing) this.#logger.warn({ error }, 'the embedded bus does not answer; trying on');
        this.#failing = true;
        for (const want of wants) want.due = true;
        await pause(500, this.#stop.signal);
      }
    }
    this.#busy = false;
  }

  async #fetch(wants: readonly Want[]): Promise<void> {
    // Two readers in one process may ask for the same partition: each gets its own place in the statement's answer by position.
    const byPartition = Map.groupBy(wants, (want) => want.partition.id);
    const turns = Math.max(...[...byPartition.values()].map((same) => same.length));
    for (let turn = 0; turn < turns; turn += 1) {
      const asked = [...byPartition.values()].flatMap((same) => same[turn] ?? []);
      const { rows } = await this.#pool.query<RecordRow>({
        name: 'bus-fetch',
        text: FETCH,
        values: [asked.map((want) => want.partition.id), asked.map((want) => want.from.toString()), asked.map((want) => want.most), BATCH_BYTES],
      });
      const found = Map.groupBy(rows, (row) => row.partition_id);
      for (const want of asked) {
        const of = found.get(want.partition.id) ?? [];
        if (of.length > 0 || want.evenNone === true) want.settle(answer(want, of));
      }
    }
  }
}

function answer(want: Want, rows: readonly RecordRow[]): Fetched {
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const last = rows.at(-1);
  return {
    records: rows.map((row) => ({
      topic: want.partition.topic,
      partition: want.partition.number,
      offset: row.record_offset,
      key: row.key === null ? null : row.key.toString(),
      value: row.value,
      headers: row.headers,
      timestamp: row.milliseconds,
    })),
    next: last === undefined ? want.from : BigInt(last.record_offset) + 1n,
    all: rows.length < want.most && bytes < BATCH_BYTES,
  };
}
