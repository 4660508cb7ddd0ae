import type pg from 'pg';
import { type TopicSpec, TransportError } from '../port.ts';
import { GROUP_CHANNEL } from './wake-listener.ts';

export interface Partition {
  /** The bus's own number, over all topics. */
  readonly id: number;
  readonly topic: string;
  /** Counts from 0 within the topic. */
  readonly number: number;
}

const WEEK_MS = 604_800_000;
const DAY_MS = 86_400_000;

/** Which partitions a topic has. Topics never shrink or go away, so what was read once stays true. */
export class TopicCatalogue {
  readonly #pool: pg.Pool;
  readonly #known = new Map<string, readonly Partition[]>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The partitions of those of the topics that exist, in order of partition number; reads the database for unknown ones only. */
  async find(topics: readonly string[]): Promise<ReadonlyMap<string, readonly Partition[]>> {
    const missing = topics.filter((topic) => !this.#known.has(topic));
    if (missing.length > 0) {
      const { rows } = await this.#pool.query<Partition>('select id, topic, number from bus.partition where topic = any($1) order by topic, number', [
        missing,
      ]);
      for (const [topic, partitions] of Map.groupBy(rows, (row) => row.topic)) this.#known.set(topic, partitions);
    }
    const found = new Map<string, readonly Partition[]>();
    for (const topic of topics) {
      const partitions = this.#known.get(topic);
      if (partitions !== undefined) found.set(topic, partitions);
    }
    return found;
  }

  /** Where each partition of a topic ends: the offset behind its last record, by the partition's id. */
  async ends(topic: string): Promise<ReadonlyMap<number, bigint>> {
    const { rows } = await this.#pool.query<{ id: number; next_offset: string }>('select id, next_offset from bus.partition where topic = $1', [
      topic,
    ]);
    return new Map(rows.map(({ id, next_offset }) => [id, BigInt(next_offset)]));
  }

  /** As far as known without asking the database. */
  known(topic: string): readonly Partition[] | undefined {
    return this.#known.get(topic);
  }

  /** Forgets all, for when the database turns out to be another one. */
  forget(): void {
    this.#known.clear();
  }

  /** Creates topics with their partitions in one transaction, and wakes those who wait for them. */
  async ensure(specs: readonly TopicSpec[]): Promise<void> {
    const topics = specs.map((spec) => ({ ...settingsOf(spec), name: spec.name, partitions: spec.partitions }));
    await this.#pool.query(
      `with wanted as (
         select * from jsonb_to_recordset($1::jsonb)
           as w(name text, partitions integer, compacted boolean, "retentionMs" bigint, "tombstoneMs" bigint, configuration jsonb)
       ), created as (
         insert into bus.topic (name, compacted, retention_ms, tombstone_ms, configuration)
         select name, compacted, "retentionMs", "tombstoneMs", configuration from wanted order by name
         on conflict (name) do nothing
         returning name
       ), divided as (
         insert into bus.partition (topic, number)
         select w.name, n from wanted w join created using (name), generate_series(0, w.partitions - 1) n order by 1, 2
         returning topic
       )
       select pg_notify($2, '') where exists (select from divided)`,
      [JSON.stringify(topics), GROUP_CHANNEL],
    );
  }
}

/** The settings of Kafka that the embedded bus heeds, with Kafka's defaults. */
function settingsOf(spec: TopicSpec) {
  if (spec.partitions < 1) throw new TransportError('UNKNOWN_TOPIC', `the topic ${spec.name} would have no partition`);
  const policies = String(spec.configuration['cleanup.policy'] ?? 'delete').split(',');
  const retention = Number(spec.configuration['retention.ms'] ?? WEEK_MS);
  return {
    compacted: policies.includes('compact'),
    retentionMs: policies.includes('delete') && retention >= 0 ? retention : null,
    tombstoneMs: Number(spec.configuration['delete.retention.ms'] ?? DAY_MS),
    configuration: spec.configuration,
  };
}
