import type { Logger } from '@vyarna/logger';
import type { Kafka } from 'kafkajs';
import type { OutgoingRecord, ReadOptions, SubscribeOptions, Subscription, TopicReader, TopicSpec, Transport } from '../port.ts';
import { checkSize } from '../record-size.ts';
import { kafkaClient } from './kafka-client.ts';
import { asTransportError } from './kafka-errors.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import { KafkaTopicReader } from './kafka-topic-reader.ts';
import { KafkaTopics } from './kafka-topics.ts';

export interface KafkaTransportOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: Logger;
}

/** Rejects with `BUS_UNAVAILABLE` when no broker answers. */
export async function connectKafkaTransport(options: KafkaTransportOptions): Promise<Transport> {
  const transport = new KafkaTransport(options);
  try {
    await transport.check();
    return transport;
  } catch (error) {
    await transport.close();
    throw error;
  }
}

/** Apache Kafka through kafkajs 2.2.4. */
class KafkaTransport implements Transport {
  readonly description: string;
  readonly #kafka: Kafka;
  readonly #logger: Logger;
  readonly #topics: KafkaTopics;
  readonly #publisher: KafkaPublisher;
  readonly #open = new Set<Subscription | TopicReader>();

  constructor({ brokers, clientId, logger }: KafkaTransportOptions) {
    this.description = `Apache Kafka at ${brokers.join(',')}`;
    this.#kafka = kafkaClient(brokers, clientId, logger);
    this.#logger = logger;
    this.#topics = new KafkaTopics(this.#kafka);
    this.#publisher = new KafkaPublisher(this.#kafka);
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    checkSize(records);
    await this.#publisher.publish(records);
  }

  subscribe(options: SubscribeOptions): Subscription {
    const subscription = new KafkaSubscription(this.#kafka, this.#topics, options, this.#logger);
    this.#open.add(subscription);
    return subscription;
  }

  read(options: ReadOptions): TopicReader {
    const reader = new KafkaTopicReader(this.#kafka, this.#topics, options, this.#logger);
    this.#open.add(reader);
    return reader;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    await this.#topics.ensure(topics).catch((error) => {
      throw asTransportError(error);
    });
  }

  async check(): Promise<void> {
    await this.#topics.check().catch((error) => {
      throw asTransportError(error);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((one) => one.close()));
    await this.#publisher.close();
    await this.#topics.close();
  }
}
