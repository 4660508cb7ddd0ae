import type { Logger } from '@vyarna/logger';
import { type EachBatchPayload, type Kafka, PartitionAssigners } from 'kafkajs';
import type { ReadOptions, TopicReader } from '../port.ts';
import { readUntilTaken } from '../read-until-taken.ts';
import { ConsumerLoop } from './consumer-loop.ts';
import { incomingRecord } from './incoming-record.ts';
import type { KafkaTopics } from './kafka-topics.ts';

/** Reads a topic in a group of its own, of which Kafka keeps nothing once it is empty, since it never commits. */
export class KafkaTopicReader implements TopicReader {
  readonly caughtUp: Promise<void>;
  readonly #options: ReadOptions;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  readonly #caughtUp = Promise.withResolvers<void>();
  readonly #loop: ConsumerLoop;
  /** The next offset by partition: a consumer that replaces a broken one goes on there, and what it brings from before is passed over. */
  readonly #positions = new Map<number, bigint>();
  #ends: ReadonlyMap<number, bigint> | undefined;

  constructor(kafka: Kafka, topics: KafkaTopics, options: ReadOptions, logger: Logger) {
    this.caughtUp = this.#caughtUp.promise;
    this.#options = options;
    this.#logger = logger;
    this.#loop = new ConsumerLoop(
      kafka,
      topics,
      {
        group: options.reader,
        topics: [options.topic],
        assigner: PartitionAssigners.roundRobin,
        concurrency: 1,
        beforeStart: async () => {
          if (this.#ends === undefined) {
            this.#ends = await topics.ends(options.topic);
            if (options.from === 'end') for (const [partition, end] of this.#ends) this.#positions.set(partition, end);
          }
          this.#look();
        },
        positions: () => this.#positions,
        onJoin: () => undefined,
        eachBatch: (payload) => this.#eachBatch(payload),
        beforeEnd: async () => undefined,
      },
      logger,
    );
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#loop.close();
  }

  async #eachBatch({ batch, resolveOffset }: EachBatchPayload): Promise<void> {
    const position = this.#positions.get(batch.partition) ?? 0n;
    for (const message of batch.messages) {
      if (BigInt(message.offset) < position) continue;
      await readUntilTaken(incomingRecord(batch.topic, batch.partition, message), this.#options, this.#logger, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
    }
    const next = BigInt(batch.lastOffset()) + 1n;
    if (next > position) this.#positions.set(batch.partition, next);
    resolveOffset(batch.lastOffset());
    this.#look();
  }

  #look(): void {
    const behind = [...(this.#ends ?? [])].some(([partition, end]) => (this.#positions.get(partition) ?? 0n) < end);
    if (!behind) this.#caughtUp.resolve();
  }
}
