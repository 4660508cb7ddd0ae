import type { Logger } from '@vyarna/logger';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import { pause } from '../pause.ts';
import type { SubscribeOptions, Subscription } from '../port.ts';
import { ConsumerLoop } from './consumer-loop.ts';
import { groupAssigner } from './group-assigner.ts';
import { incomingRecord } from './incoming-record.ts';
import type { KafkaTopics } from './kafka-topics.ts';
import { PartitionWork } from './partition-work.ts';

/** kafkajs fetches nothing while a batch of any partition is in hand. One that takes longer than this is set aside instead. */
const PATIENCE_MS = 500;
/** How long a join waits for batches in hand; below the session timeout. */
const DRAIN_MS = 8_000;
/** Partitions handled at the same time. */
const CONCURRENCY = 32;

/** Where an assignment comes from: works of an earlier one may still have a batch in hand. */
interface Running {
  readonly work: PartitionWork;
  readonly generation: number;
}

/** One member of a Kafka group. */
export class KafkaSubscription implements Subscription {
  readonly ready: Promise<void>;
  readonly #options: SubscribeOptions;
  readonly #logger: Logger;
  readonly #joined = Promise.withResolvers<void>();
  readonly #works = new Map<string, Running>();
  readonly #loop: ConsumerLoop;
  #assignment: { readonly [topic: string]: readonly number[] } = {};
  #generation = 0;
  #drainingSince: number | undefined;
  #closing = false;

  constructor(kafka: Kafka, topics: KafkaTopics, options: SubscribeOptions, logger: Logger) {
    this.ready = this.#joined.promise;
    this.#options = options;
    this.#logger = logger;
    this.#loop = new ConsumerLoop(
      kafka,
      topics,
      {
        group: options.group,
        topics: options.topics,
        assigner: groupAssigner(() => this.#beforeJoin()),
        concurrency: CONCURRENCY,
        beforeStart: async () => undefined,
        onJoin: (assignment) => this.#onJoin(assignment),
        eachBatch: (payload) => this.#eachBatch(payload),
        beforeEnd: () => this.#drain(),
      },
      logger,
    );
  }

  async close(): Promise<void> {
    this.#closing = true;
    for (const { work } of this.#works.values()) work.stop();
    await this.#loop.close();
    this.#joined.resolve();
  }

  /** Puts a join off while batches are in hand, so that they are committed before another member gets their partitions. */
  #beforeJoin(): void {
    this.#drainingSince ??= Date.now();
    for (const { work } of this.#works.values()) work.stop();
    const inHand = [...this.#works.values()].some(({ work }) => !work.settled);
    if (inHand && Date.now() - this.#drainingSince < DRAIN_MS) {
      throw Object.assign(new Error('batches are in hand'), { type: 'REBALANCE_IN_PROGRESS' });
    }
  }

  #onJoin(assignment: { readonly [topic: string]: readonly number[] }): void {
    this.#generation += 1;
    this.#assignment = assignment;
    this.#drainingSince = undefined;
    this.#joined.resolve();
  }

  async #drain(): Promise<void> {
    const works = [...this.#works.values()].map(({ work }) => work);
    for (const work of works) work.stop();
    await Promise.all(works.map((work) => work.done));
    this.#assignment = {};
  }

  async #eachBatch({ batch, resolveOffset, commitOffsetsIfNecessary, pause: setAside }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    const key = `${topic}/${partition}`;
    const earlier = this.#works.get(key);
    await earlier?.work.done;
    if (this.#closing) return;
    const records = batch.messages
      .filter((message) => BigInt(message.offset) >= (earlier?.work.committed ?? 0n))
      .map((message) => incomingRecord(topic, partition, message));
    this.#works.delete(key);
    if (records.length > 0) {
      const work = new PartitionWork({
        records,
        options: this.#options,
        logger: this.#logger,
        commit: (offset) => commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] }),
        isOurs: () => this.#assignment[topic]?.includes(partition) === true,
      });
      this.#keep(key, work);
      if (!(await this.#finished(work, setAside))) return;
    }
    resolveOffset(batch.lastOffset());
  }

  #keep(key: string, work: PartitionWork): void {
    const running = { work, generation: this.#generation };
    this.#works.set(key, running);
    // After a new join its records may come again: then what it committed is still wanted.
    void work.done.then(() => {
      if (running.generation === this.#generation && this.#works.get(key) === running) this.#works.delete(key);
    });
  }

  /** False where records are left over, which then are fetched again. What takes long goes on with its partition paused. */
  async #finished(work: PartitionWork, setAside: () => () => void): Promise<boolean> {
    const waiting = new AbortController();
    const finished = await Promise.race([work.done, pause(PATIENCE_MS, waiting.signal).then(() => 'later' as const)]);
    waiting.abort();
    if (finished !== 'later') return finished;
    const resume = setAside();
    void work.done.then(resume);
    return true;
  }
}
