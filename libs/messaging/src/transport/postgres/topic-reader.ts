import type { Logger } from '@vyarna/logger';
import { pause } from '../pause.ts';
import type { ReadOptions, TopicReader } from '../port.ts';
import { readUntilTaken } from '../read-until-taken.ts';
import type { RecordFetcher } from './record-fetcher.ts';
import type { Partition, TopicCatalogue } from './topic-catalogue.ts';

const MOST_RECORDS = 500;

/** Reads every partition of a topic from its start, for this process alone; nothing is noted in the database. */
export class PostgresTopicReader implements TopicReader {
  readonly caughtUp: Promise<void>;
  readonly #options: ReadOptions;
  readonly #fetcher: RecordFetcher;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  readonly #caughtUp = Promise.withResolvers<void>();
  readonly #done: Promise<void>;

  constructor(options: ReadOptions, catalogue: TopicCatalogue, fetcher: RecordFetcher, logger: Logger) {
    this.#options = options;
    this.#fetcher = fetcher;
    this.#logger = logger;
    this.caughtUp = this.#caughtUp.promise;
    this.#done = this.#run(catalogue);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(catalogue: TopicCatalogue): Promise<void> {
    const partitions = await this.#partitions(catalogue);
    let behind = partitions.length;
    const caughtUp = () => {
      behind -= 1;
      if (behind === 0) this.#caughtUp.resolve();
    };
    await Promise.all(partitions.map((partition) => this.#read(partition, caughtUp)));
  }

  /** Waits for a topic that does not exist yet. */
  async #partitions(catalogue: TopicCatalogue): Promise<readonly Partition[]> {
    for (let failures = 1; !this.#stop.signal.aborted; failures += 1) {
      const found = await catalogue.find([this.#options.topic]).catch(() => undefined);
      const partitions = found?.get(this.#options.topic);
      if (partitions !== undefined) return partitions;
      if (failures === 1)
        this.#logger.warn({ reader: this.#options.reader, missing: [this.#options.topic] }, 'waiting for a topic that does not exist yet');
      await pause(1_000, this.#stop.signal);
    }
    return [];
  }

  async #read(partition: Partition, caughtUp: () => void): Promise<void> {
    let from = 0n;
    let behind = true;
    for (;;) {
      const fetched = await this.#fetcher.next({ partition, from, most: MOST_RECORDS, evenNone: behind }, this.#stop.signal);
      if (fetched === undefined) return;
      for (const record of fetched.records) await readUntilTaken(record, this.#options, this.#logger, this.#stop.signal);
      from = fetched.next;
      if (behind && fetched.all) {
        behind = false;
        caughtUp();
      }
    }
  }
}
