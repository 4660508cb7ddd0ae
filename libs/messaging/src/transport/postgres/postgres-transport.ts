import type { Logger } from '@vyarna/logger';
import { partitionOfKey } from '../murmur2.ts';
import {
  type OutgoingRecord,
  type ReadOptions,
  type SubscribeOptions,
  type Subscription,
  type TopicReader,
  type TopicSpec,
  type Transport,
  TransportError,
} from '../port.ts';
import { PublishQueue } from '../publish-queue.ts';
import { checkSize } from '../record-size.ts';
import { appendRecords, type PlacedRecord } from './append-records.ts';
import { ClaimStore } from './claim-store.ts';
import { asTransportError, type Connections, openConnections } from './connections.ts';
import { GroupRounds } from './group-rounds.ts';
import { migrateBus } from './migrate.ts';
import { RecordFetcher } from './record-fetcher.ts';
import { TopicCatalogue } from './topic-catalogue.ts';
import { PostgresTopicReader } from './topic-reader.ts';
import { Upkeep } from './upkeep.ts';
import { WakeListener } from './wake-listener.ts';

export interface PostgresTransportOptions {
  /** A PostgreSQL URL whose role owns schema `bus` or may create it. */
  readonly url: string;
  readonly clientId: string;
  readonly logger: Logger;
  /** How long a member that no longer answers keeps its partitions; default 3 s. */
  readonly leaseMs?: number;
  /** How long a record waits at most when its NOTIFY was missed; default 1.5 s. */
  readonly pollMs?: number;
  /** How often all processes together tidy up; default 60 s. */
  readonly upkeepMs?: number;
}

/** Connects, brings the schema up to date and begins to listen; rejects with `BUS_UNAVAILABLE` when the database is away. */
export async function connectPostgresTransport(options: PostgresTransportOptions): Promise<Transport> {
  const connections = openConnections(options.url, options.clientId, options.logger);
  const transport = new PostgresTransport(options, connections);
  try {
    await transport.start();
    return transport;
  } catch (error) {
    await transport.close();
    throw asTransportError(error);
  }
}

/** The embedded bus: a durable partitioned log in PostgreSQL. */
class PostgresTransport implements Transport {
  readonly description = 'the embedded bus (PostgreSQL)';
  readonly #connections: Connections;
  readonly #logger: Logger;
  readonly #catalogue: TopicCatalogue;
  readonly #fetcher: RecordFetcher;
  readonly #rounds: GroupRounds;
  readonly #appends: PublishQueue<PlacedRecord>;
  readonly #listener: WakeListener;
  readonly #upkeep: Upkeep;
  readonly #readers = new Set<PostgresTopicReader>();
  #keyless = Math.floor(Math.random() * 1_000);

  constructor(options: PostgresTransportOptions, connections: Connections) {
    const { clientId, logger, leaseMs = 3_000, pollMs = 1_500, upkeepMs = 60_000 } = options;
    this.#connections = connections;
    this.#logger = logger;
    this.#catalogue = new TopicCatalogue(connections.relaxed);
    this.#fetcher = new RecordFetcher(connections.relaxed, pollMs, logger);
    this.#appends = new PublishQueue((records) => appendRecords(connections.durable, records));
    const claims = new ClaimStore(connections.relaxed, clientId, leaseMs);
    const rounds = new GroupRounds({ claims, catalogue: this.#catalogue, fetcher: this.#fetcher, logger }, leaseMs);
    this.#rounds = rounds;
    this.#listener = new WakeListener(
      connections.newListener,
      { records: (partitions) => this.#fetcher.wake(partitions), groups: (group) => rounds.hurry(group) },
      logger,
    );
    this.#upkeep = new Upkeep(connections.relaxed, upkeepMs, logger);
  }

  async start(): Promise<void> {
    const client = await this.#connections.durable.connect();
    try {
      await migrateBus(client);
    } finally {
      client.release();
    }
    await this.#listener.start();
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    checkSize(records);
    if (records.length === 0) return;
    try {
      await this.#appends.add(this.#place(records) ?? (await this.#lookUpAndPlace(records)));
    } catch (error) {
      const failure = asTransportError(error);
      if (failure.code === 'UNKNOWN_TOPIC') this.#catalogue.forget();
      throw failure;
    }
  }

  subscribe(options: SubscribeOptions): Subscription {
    return this.#rounds.join(options);
  }

  read(options: ReadOptions): TopicReader {
    const reader = new PostgresTopicReader(options, this.#catalogue, this.#fetcher, this.#logger);
    this.#readers.add(reader);
    return reader;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    try {
      await this.#catalogue.ensure(topics);
    } catch (error) {
      throw asTransportError(error);
    }
  }

  async check(): Promise<void> {
    try {
      const quick = { text: 'select 1', query_timeout: 3_000 };
      await this.#connections.relaxed.query(quick);
    } catch (error) {
      throw asTransportError(error);
    }
  }

  async close(): Promise<void> {
    await this.#rounds.close();
    await Promise.all([...this.#readers].map((reader) => reader.close()));
    this.#fetcher.close();
    await this.#upkeep.close();
    await this.#listener.close();
    await this.#connections.close();
  }

  /** Undefined when a topic is not known yet. */
  #place(records: readonly OutgoingRecord[]): readonly PlacedRecord[] | undefined {
    const placed: PlacedRecord[] = [];
    for (const record of records) {
      const partitions = this.#catalogue.known(record.topic);
      if (partitions === undefined) return undefined;
      const number = record.key === null ? this.#spread(partitions.length) : partitionOfKey(record.key, partitions.length);
      const partition = partitions[number];
      if (partition === undefined) throw new TransportError('UNKNOWN_TOPIC', `the topic ${record.topic} has no partition ${number}`);
      placed.push({ partition: partition.id, record });
    }
    return placed;
  }

  async #lookUpAndPlace(records: readonly OutgoingRecord[]): Promise<readonly PlacedRecord[]> {
    const found = await this.#catalogue.find([...new Set(records.map((record) => record.topic))]);
    const missing = records.find((record) => !found.has(record.topic));
    if (missing !== undefined) throw new TransportError('UNKNOWN_TOPIC', `the bus has no topic ${missing.topic}`);
    return this.#place(records) ?? [];
  }

  #spread(partitions: number): number {
    this.#keyless += 1;
    return this.#keyless % partitions;
  }
}
