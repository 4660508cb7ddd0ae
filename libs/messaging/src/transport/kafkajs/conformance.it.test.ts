import { testKafka } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { describe } from 'vitest';
import { transportConformance } from '../testing/conformance.ts';
import { connectKafkaTransport } from './kafka-transport.ts';

const kafkaBrokers = await testKafka();
const logger = createLogger({ service: 'conformance', level: 'silent' });

describe.skipIf(kafkaBrokers === null)('on a real broker', () => {
  transportConformance('Kafka', async () => ({
    connect: () => connectKafkaTransport({ brokers: (kafkaBrokers ?? '').split(','), clientId: 'conformance', logger }),
    bus: { bus: 'kafka', kafkaBrokers: kafkaBrokers ?? '' },
    close: async () => undefined,
  }));
});
