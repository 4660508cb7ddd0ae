import type { Logger } from '@vyarna/logger';
import type { Transport } from './port.ts';

export interface TransportOptions {
  readonly bus: 'embedded' | 'kafka';
  /** PostgreSQL URL; needed for `embedded`. */
  readonly busDatabaseUrl?: string | undefined;
  /** `host:port`, several with commas; needed for `kafka`. */
  readonly kafkaBrokers?: string | undefined;
  /** The program's name, as servers show it. */
  readonly clientId: string;
  readonly logger: Logger;
}

/** Connects to the bus; loads only the adapter asked for. Rejects with `BUS_UNAVAILABLE` when the bus is away. */
export async function createTransport(options: TransportOptions): Promise<Transport> {
  const { bus, busDatabaseUrl, kafkaBrokers, clientId, logger } = options;
  if (bus === 'embedded') {
    if (!busDatabaseUrl) throw new TypeError('the embedded bus needs busDatabaseUrl');
    const { connectPostgresTransport } = await import('./postgres/postgres-transport.ts');
    return connectPostgresTransport({ url: busDatabaseUrl, clientId, logger });
  }
  if (!kafkaBrokers) throw new TypeError('Kafka needs kafkaBrokers');
  const { connectKafkaTransport } = await import('./kafkajs/kafka-transport.ts');
  return connectKafkaTransport({ brokers: kafkaBrokers.split(','), clientId, logger });
}
