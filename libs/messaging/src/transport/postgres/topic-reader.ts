import type { Logger } from '@vyarna/logger';
import { pause } from '../pause.ts';
import type { ReadOptions, TopicReader } from '../port.ts';
import { readUntilTaken } from '../read-until-taken.ts';
import type { RecordFetcher } from './record-fetcher.ts';
import type { Partition, TopicCatalogue } from './topic-catalogue.ts';

const MOST_RECORDS = 500;

interface Beginning {
  readonly partition: Partition;
  readonly from: bigint;
}

/** Reads every partition of a topic, for this process alone; nothing is noted in the database. */
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
    const beginnings = await this.#beginnings(catalogue);
    let behind = beginnings.length;
    const caughtUp = () => {
      behind -= 1;
      if (behind === 0) this.#caughtUp.resolve();
    };
    await Promise.all(beginnings.map((beginning) => this.#read(beginning, caughtUp)));
  }

  /** Waits for a topic that does not exist yet, and for a database that is away. */
  async #beginnings(catalogue: TopicCatalogue): Promise<readonly Beginning[]> {
    const { topic, reader, from } = this.#options;
    const find = async () => {
      const partitions = (await catalogue.find([topic])).get(topic);
      const ends = from === 'end' ? await catalogue.ends(topic) : undefined;
      return partitions?.map((partition) => ({ partition, from: ends?.get(partition.id) ?? 0n }));
    };
    for (let failures = 1; !this.#stop.signal.aborted; failures += 1) {
      const beginnings = await find().catch(() => undefined);
      if (beginnings !== undefined) return beginnings;
      if (failures === 1) this.#logger.warn({ reader, missing: [topic] }, 'waiting for a topic that does not exist yet');
      await pause(1_000, this.#stop.signal);
    }
    return [];
  }

  async #read({ partition, from }: Beginning, caughtUp: () => void): Promise<void> {
    let next = from;
    let behind = true;
    for (;;) {
      const fetched = await this.#fetcher.next({ partition, from: next, most: MOST_RECORDS, evenNone: behind }, this.#stop.signal);
      if (fetched === undefined) return;
      for (const record of fetched.records) await readUntilTaken(record, this.#options, this.#logger, this.#stop.signal);
      next = fetched.next;
      if (behind && fetched.all) {
        behind = false;
        caughtUp();
      }
    }
  }
}
