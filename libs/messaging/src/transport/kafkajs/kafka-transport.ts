import type { Logger } from '@vyarna/logger';
import { type Transport, TransportError } from '../port.ts';

export interface KafkaTransportOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: Logger;
}

export async function connectKafkaTransport(options: KafkaTransportOptions): Promise<Transport> {
  throw new TransportError('BUS_UNAVAILABLE', `no adapter for ${options.brokers.join()} yet`);
}
