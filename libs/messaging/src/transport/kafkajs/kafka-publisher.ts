import { type Kafka, Partitioners, type Producer } from 'kafkajs';
import type { OutgoingRecord } from '../port.ts';
import { PublishQueue } from '../publish-queue.ts';
import { recordSize } from '../record-size.ts';
import { asTransportError } from './kafka-errors.ts';
import { Reconnecting } from './reconnecting.ts';

/** kafkajs sends the records for one partition as one batch, which must stay below the topic's `max.message.bytes`. */
const SEND_BYTES = 1_000_000;
/** More than Kafka's framing of a record, and of a header. */
const FRAMING_BYTES = 32;

/** Publishes with `acks=all`, one request at a time so that a repeated one cannot overtake. Repetition may duplicate. */
export class KafkaPublisher {
  readonly #producer: Reconnecting<Producer>;
  readonly #queue = new PublishQueue<{ readonly record: OutgoingRecord }>((items) => this.#write(items.map(({ record }) => record)));

  constructor(kafka: Kafka) {
    this.#producer = new Reconnecting(() => kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false }));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length > 0) await this.#queue.add(records.map((record) => ({ record })));
  }

  close(): Promise<void> {
    return this.#producer.close();
  }

  async #write(records: readonly OutgoingRecord[]): Promise<void> {
    try {
      await this.#producer.use(async (producer) => {
        for (const part of inParts(records)) await producer.sendBatch({ acks: -1, topicMessages: byTopic(part) });
      });
    } catch (error) {
      throw asTransportError(error);
    }
  }
}

function* inParts(records: readonly OutgoingRecord[]): Generator<readonly OutgoingRecord[]> {
  let part: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = recordSize(record) + FRAMING_BYTES * (1 + Object.keys(record.headers).length);
    if (part.length > 0 && bytes + size > SEND_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(record);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

function byTopic(records: readonly OutgoingRecord[]) {
  return [...Map.groupBy(records, (record) => record.topic)].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers })),
  }));
}
