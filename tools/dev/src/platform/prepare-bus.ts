import type { Bundle } from '@vyarna/contract';
import { createContracts } from '@vyarna/contract';
import { createLogger } from '@vyarna/logger';
import { createTransport } from '@vyarna/messaging/transport';
import { StartError } from '@vyarna/process';
import { busUrl } from './databases.ts';
import type { Surroundings } from './program-environment.ts';

/** Enough for several members of a group to share the work on one machine. */
const MOST_PARTITIONS = 4;

/** Creates the contracts' topics on the bus, sized for one machine, and says what bus it is. */
export async function prepareBus(bundle: Bundle, around: Pick<Surroundings, 'postgres' | 'state' | 'brokers'>): Promise<string> {
  const { postgres, state, brokers } = around;
  const bus =
    brokers === null ? { bus: 'embedded' as const, busDatabaseUrl: busUrl(postgres, state) } : { bus: 'kafka' as const, kafkaBrokers: brokers };
  const logger = createLogger({ service: 'vyarna-up', level: 'silent' });
  const transport = await createTransport({ ...bus, clientId: 'vyarna-up', logger }).catch((error: Error) => {
    const hint = brokers === null ? 'Its log is beside the others.' : 'Start it (make kafka does), or correct KAFKA_BROKERS.';
    throw new StartError('BUS_UNAVAILABLE', `The bus does not answer. ${error.message}`, hint);
  });
  try {
    const topics = createContracts(bundle).topicsOf();
    await transport.ensureTopics(
      topics.map(({ name, partitions, configuration }) => {
        return { name, partitions: Math.min(partitions, MOST_PARTITIONS), replicas: 1, configuration };
      }),
    );
    return transport.description;
  } finally {
    await transport.close();
  }
}
