/**
 * The transport port: all that the platform asks of a message bus, and nothing that only one client library knows.
 * Adapters: `postgres/` (the embedded bus) and `kafkajs/`. One conformance suite holds for both.
 */

export type Headers = { readonly [name: string]: string };

export interface OutgoingRecord {
  readonly topic: string;
  /** Records of one topic and key stay in order; null spreads over the partitions. */
  readonly key: string | null;
  /** Null is a tombstone; an empty buffer is an empty value, which is something else. */
  readonly value: Buffer | null;
  readonly headers: Headers;
}

export interface IncomingRecord extends OutgoingRecord {
  readonly partition: number;
  /** Decimal digits; grows within the partition, with gaps allowed. */
  readonly offset: string;
  /** Milliseconds since the epoch, as the bus noted it. */
  readonly timestamp: number;
}

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  /** Kafka's topic settings by name, such as `cleanup.policy` and `retention.ms`. */
  readonly configuration: { readonly [setting: string]: string | number };
}

export interface SubscribeOptions {
  /** Members of one group share the partitions; a new group starts at the earliest record. */
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Gets the next records of one partition, in order; calls for several partitions overlap. When it resolves they may
   * be committed; when it rejects, they are delivered again after a pause (200 ms, doubling to 5 s), and later records
   * of that partition wait. `signal` aborts when the partition is to go to another member, was lost to one, or the
   * subscription closes: work not begun should be left, by rejecting. What resolves is still committed, unless lost.
   */
  readonly handle: (batch: readonly IncomingRecord[], signal: AbortSignal) => Promise<void>;
  /** At most this many records a batch; default 100. */
  readonly maxBatch?: number;
}

export interface Subscription {
  /**
   * Resolves once this member has joined its group and been given its share (which may be empty), or is closed. It waits
   * for a topic that does not exist yet, for a bus that is away, and for a lost member's partitions to come free.
   */
  readonly ready: Promise<void>;
  /** Finishes the batch in hand, commits it, leaves the group. */
  close(): Promise<void>;
}

export interface ReadOptions {
  readonly topic: string;
  /** The reader's name on the bus, unique to the process: `<app>.<topic>.view.<process id>`. Never committed. */
  readonly reader: string;
  /**
   * Where each partition begins: with its first record (the default), or behind the last that is there at the moment, to see only
   * what is published from then on.
   */
  readonly from?: 'start' | 'end';
  /**
   * When it throws or rejects, the record is tried again after a pause, as a subscription's is: a view never skips one. Records of one
   * partition wait for each other.
   */
  readonly handle: (record: IncomingRecord) => Promise<void> | void;
}

export interface TopicReader {
  /** Resolves when every record that was there at the start has been handled, or passed over; it then goes on with new ones. */
  readonly caughtUp: Promise<void>;
  close(): Promise<void>;
}

export interface Transport {
  /** What it runs on, for people: `the embedded bus (PostgreSQL)` or `Apache Kafka at 127.0.0.1:9092`. */
  readonly description: string;
  /**
   * Resolves when every record is durable; calls keep their order, awaited or not. Rejects with a `TransportError`: `MESSAGE_TOO_LARGE` (nothing was sent),
   * `UNKNOWN_TOPIC`, `BUS_UNAVAILABLE`. After `BUS_UNAVAILABLE` some may have been written: publish again, consumers deduplicate.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  subscribe(options: SubscribeOptions): Subscription;
  /** Reads every partition of a topic in every process that asks, and disturbs no group. For state topics, and for people who look. */
  read(options: ReadOptions): TopicReader;
  /** Creates what is missing; leaves what exists. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Resolves when the bus answers; rejects with `BUS_UNAVAILABLE`. For readiness. */
  check(): Promise<void>;
  /** Closes subscriptions and readers first. */
  close(): Promise<void>;
}

/** Key, value and headers of one record, in bytes, at most; Kafka's own default. */
export const MAX_RECORD_BYTES = 1_048_576;

export type TransportErrorCode = 'MESSAGE_TOO_LARGE' | 'UNKNOWN_TOPIC' | 'BUS_UNAVAILABLE';

export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: TransportErrorCode;

  constructor(code: TransportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
