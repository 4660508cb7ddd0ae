import type { Admin, Kafka } from 'kafkajs';
import { MAX_RECORD_BYTES, type TopicSpec } from '../port.ts';
import { kafkaErrorTypes } from './kafka-errors.ts';
import { Reconnecting } from './reconnecting.ts';

/** A record of the largest size with Kafka's framing around it; Kafka's own default leaves 12 bytes. */
const LARGEST_BATCH = MAX_RECORD_BYTES + 65_536;

/** What is asked about topics, over one connection. */
export class KafkaTopics {
  readonly #admin: Reconnecting<Admin>;

  constructor(kafka: Kafka) {
    this.#admin = new Reconnecting(() => kafka.admin());
  }

  check(): Promise<void> {
    return this.#admin.use(async (admin) => void (await admin.describeCluster()));
  }

  async ensure(specs: readonly TopicSpec[]): Promise<void> {
    await this.#admin.use(async (admin) => {
      const existing = new Set(await admin.listTopics());
      const missing = specs.filter((spec) => !existing.has(spec.name));
      if (missing.length === 0) return;
      try {
        await admin.createTopics({
          waitForLeaders: true,
          topics: missing.map(({ name, partitions, replicas, configuration }) => ({
            topic: name,
            numPartitions: partitions,
            replicationFactor: replicas,
            configEntries: Object.entries({ 'max.message.bytes': LARGEST_BATCH, ...configuration }).map(([setting, value]) => ({
              name: setting,
              value: String(value),
            })),
          })),
        });
      } catch (error) {
        // Another process created some of them in between; Kafka creates the others all the same.
        const types = kafkaErrorTypes(error);
        if (types.size !== 1 || !types.has('TOPIC_ALREADY_EXISTS')) throw error;
      }
    });
  }

  /** Those of the topics that do not exist. */
  async missing(topics: readonly string[]): Promise<readonly string[]> {
    const existing = new Set(await this.#admin.use((admin) => admin.listTopics()));
    return topics.filter((topic) => !existing.has(topic));
  }

  /** Per partition with records: the offset after the last. */
  async ends(topic: string): Promise<ReadonlyMap<number, bigint>> {
    const offsets = await this.#admin.use((admin) => admin.fetchTopicOffsets(topic));
    return new Map(offsets.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]));
  }

  close(): Promise<void> {
    return this.#admin.close();
  }
}
