import { connect } from 'node:net';
import type { Logger } from '@vyarna/logger';
import { Kafka } from 'kafkajs';
import { calmRequestQueueTimer } from './request-queue-timer.ts';

calmRequestQueueTimer();

/** Tried for about 0.4 s: a broker that is away is known soon, and whoever asked tries again in his own time. */
const QUICK_RETRY = { retries: 3, initialRetryTime: 50, maxRetryTime: 500 };

/**
 * kafkajs logs what it tries again, and what it throws, as errors; all of it goes to debug. What ends in an error
 * reaches the log once, from whoever gets the error.
 */
export function kafkaClient(brokers: readonly string[], clientId: string, logger: Logger): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    retry: QUICK_RETRY,
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port }, onConnect);
      // While a broker is away kafkajs gives up one connecting socket many times, of which Node would warn outside the log.
      socket.setMaxListeners(0);
      return socket.setKeepAlive(true, 60_000);
    },
    logCreator:
      () =>
      ({ namespace, log: { message, timestamp: _, ...fields } }) =>
        logger.debug({ ...fields, namespace }, `kafkajs: ${message}`),
  });
}
