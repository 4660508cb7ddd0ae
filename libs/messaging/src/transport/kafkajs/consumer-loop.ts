import type { Logger } from '@vyarna/logger';
import type { Consumer, EachBatchPayload, Kafka, PartitionAssigner } from 'kafkajs';
import { atMost, pause } from '../pause.ts';
import { isCoordinatorStarting } from './kafka-errors.ts';
import type { KafkaTopics } from './kafka-topics.ts';

export interface ConsumerLoopOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly assigner: PartitionAssigner;
  readonly concurrency: number;
  /** Before each start of a consumer, once the topics exist. */
  readonly beforeStart: () => Promise<void>;
  /** Where the partitions of a topic begin, by partition number; a new group begins with the first record without it. */
  readonly positions?: () => ReadonlyMap<number, bigint>;
  readonly onJoin: (assignment: { readonly [topic: string]: readonly number[] }) => void;
  readonly eachBatch: (payload: EachBatchPayload) => Promise<void>;
  /** Before the consumer leaves the group, for whatever reason. */
  readonly beforeEnd: () => Promise<void>;
}

const SESSION_MS = 10_000;
/** A consumer that neither fetched nor failed for so long is taken for dead (tulios/kafkajs#659). */
const STALLED_MS = 30_000;

/** Keeps a kafkajs consumer running: waits for missing topics, and replaces a consumer that crashed or stalled. */
export class ConsumerLoop {
  readonly #kafka: Kafka;
  readonly #topics: KafkaTopics;
  readonly #options: ConsumerLoopOptions;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(kafka: Kafka, topics: KafkaTopics, options: ConsumerLoopOptions, logger: Logger) {
    this.#kafka = kafka;
    this.#topics = topics;
    this.#options = options;
    this.#logger = logger;
    this.#done = this.#run();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { group } = this.#options;
    let failing = false;
    while (!this.#stop.signal.aborted) {
      try {
        if (await this.#topicsExist()) {
          await this.#options.beforeStart();
          await this.#consume(() => {
            if (failing) this.#logger.info({ group }, 'consuming from Kafka again');
            failing = false;
          });
        }
      } catch (error) {
        if (!failing && !isCoordinatorStarting(error)) {
          this.#logger.warn({ group, error }, 'consuming from Kafka stopped; trying on');
          failing = true;
        }
        await pause(500, this.#stop.signal);
      }
    }
  }

  async #topicsExist(): Promise<boolean> {
    for (let asked = 0; !this.#stop.signal.aborted; asked += 1) {
      const missing = await this.#topics.missing(this.#options.topics);
      if (missing.length === 0) return true;
      if (asked === 0) this.#logger.warn({ group: this.#options.group, missing }, 'waiting for a topic that does not exist yet');
      await pause(500, this.#stop.signal);
    }
    return false;
  }

  /** Until closed; rejects when the consumer crashed or stalled. */
  async #consume(onStart: () => void): Promise<void> {
    const { group, topics, assigner, concurrency, eachBatch, onJoin, positions } = this.#options;
    const consumer = this.#kafka.consumer({
      groupId: group,
      partitionAssigners: [assigner],
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: 2 * SESSION_MS,
      // How soon members hear of each other.
      heartbeatInterval: SESSION_MS / 10,
      maxWaitTimeInMs: 250,
      // Long enough to outlast `beforeJoin` putting a join off. Restarts are this loop's affair.
      retry: { retries: 60, initialRetryTime: 100, maxRetryTime: 250, restartOnFailure: async () => false },
    });
    const over = Promise.withResolvers<void>();
    // A stall while the consumer still starts is looked at only afterwards; till then nobody must miss a handler.
    over.promise.catch(() => undefined);
    const finish = () => over.resolve();
    this.#stop.signal.addEventListener('abort', finish);
    const watchdog = watch(consumer, over.reject);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      onStart();
      onJoin(payload.memberAssignment);
    });
    try {
      if (this.#stop.signal.aborted) return;
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: concurrency, eachBatch });
      for (const topic of topics) for (const [partition, offset] of positions?.() ?? []) consumer.seek({ topic, partition, offset: String(offset) });
      await over.promise;
    } finally {
      clearInterval(watchdog);
      this.#stop.signal.removeEventListener('abort', finish);
      await this.#options.beforeEnd();
      await atMost(5_000, consumer.disconnect());
    }
  }
}

function watch(consumer: Consumer, fail: (error: Error) => void): NodeJS.Timeout {
  let lastSign = Date.now();
  const sign = () => {
    lastSign = Date.now();
  };
  consumer.on(consumer.events.FETCH, sign);
  consumer.on(consumer.events.HEARTBEAT, sign);
  consumer.on(consumer.events.GROUP_JOIN, sign);
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  return setInterval(() => {
    if (Date.now() - lastSign > STALLED_MS) fail(new Error('the Kafka consumer stalled'));
  }, 5_000);
}
