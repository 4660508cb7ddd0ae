import type { Logger } from '@vyarna/logger';
import type pg from 'pg';

/** Held by the one process that tidies up. */
const UPKEEP_LOCK = 7_203_118_002;
/** Records that one statement deletes by age. */
const RETENTION_STEP = 5_000;

/**
 * Deletes what the topics' settings let go: records over `retention.ms`, and in compacted topics all but the last record
 * of a key; also its tombstone once that is older than `delete.retention.ms`. The last record of a compacted partition stays.
 */
export async function tidy(client: pg.ClientBase): Promise<void> {
  await deleteByAge(client);
  await compact(client);
  await client.query(`delete from bus.member where id in (
    select id from bus.member where expires_at < clock_timestamp() - interval '1 minute' for update skip locked
  )`);
}

async function deleteByAge(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: number; retention: string }>(`
    select p.id, t.retention_ms::text as retention
    from bus.partition p join bus.topic t on t.name = p.topic
    where t.retention_ms is not null and (
      select r.written_at from bus.record r where r.partition_id = p.id order by r.record_offset limit 1
    ) < clock_timestamp() - t.retention_ms * interval '1 millisecond'`);
  for (const { id, retention } of rows) {
    let deleted: number;
    do {
      const step = await client.query(
        `delete from bus.record r using (
           select record_offset, written_at from bus.record where partition_id = $1 order by record_offset limit $3
         ) oldest
         where r.partition_id = $1 and r.record_offset = oldest.record_offset
           and oldest.written_at < clock_timestamp() - $2::bigint * interval '1 millisecond'`,
        [id, retention, RETENTION_STEP],
      );
      deleted = step.rowCount ?? 0;
    } while (deleted === RETENTION_STEP);
  }
}

async function compact(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: number; tombstone: string; end: string }>(`
    select p.id, t.tombstone_ms::text as tombstone, p.next_offset::text as end
    from bus.partition p join bus.topic t on t.name = p.topic
    where t.compacted and (p.next_offset > p.compacted_to or exists (
      select from bus.record r where r.partition_id = p.id and r.value is null and r.record_offset < p.next_offset - 1
        and r.written_at < clock_timestamp() - t.tombstone_ms * interval '1 millisecond'
    ))
    order by p.id`);
  for (const { id, tombstone, end } of rows) {
    await client.query(
      `delete from bus.record r using (
         select record_offset, max(record_offset) over (partition by key) as last_of_key from bus.record
         where partition_id = $1 and record_offset < $3::bigint and key is not null
       ) k
       where r.partition_id = $1 and r.record_offset = k.record_offset and (
         k.record_offset < k.last_of_key
         or r.value is null and r.record_offset < $3::bigint - 1 and r.written_at < clock_timestamp() - $2::bigint * interval '1 millisecond'
       )`,
      [id, tombstone, end],
    );
    await client.query('update bus.partition set compacted_to = $2::bigint where id = $1', [id, end]);
  }
}

/** Tidies now and then, whichever process comes first; `everyMs` holds for all processes together. */
export class Upkeep {
  readonly #pool: pg.Pool;
  readonly #everyMs: number;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(pool: pg.Pool, everyMs: number, logger: Logger) {
    this.#pool = pool;
    this.#everyMs = everyMs;
    this.#logger = logger;
    this.#schedule();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(
      () => {
        this.#running = this.#run().then(() => this.#schedule());
      },
      this.#everyMs * (0.5 + Math.random()),
    );
  }

  async #run(): Promise<void> {
    try {
      const client = await this.#pool.connect();
      try {
        await this.#tidyIfDue(client);
      } finally {
        client.release();
      }
    } catch (error) {
      this.#logger.debug({ error }, 'upkeep of the embedded bus did not finish; a later run goes on');
    }
  }

  async #tidyIfDue(client: pg.ClientBase): Promise<void> {
    const lock = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [UPKEEP_LOCK]);
    if (lock.rows[0]?.mine !== true) return;
    try {
      const due = await client.query(
        `update bus.upkeep set last_run = clock_timestamp() where last_run < clock_timestamp() - $1 * interval '1 millisecond'`,
        [this.#everyMs / 2],
      );
      if (due.rowCount === 1) await tidy(client);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [UPKEEP_LOCK]);
    }
  }
}
