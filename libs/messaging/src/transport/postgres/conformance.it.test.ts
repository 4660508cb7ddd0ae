import { testDatabase } from '@vyarna/dev/testing';
import { createLogger } from '@vyarna/logger';
import { transportConformance } from '../testing/conformance.ts';
import { connectPostgresTransport } from './postgres-transport.ts';

const logger = createLogger({ service: 'conformance', level: 'silent' });

transportConformance('PostgreSQL', async () => {
  const database = await testDatabase();
  return {
    connect: () => connectPostgresTransport({ url: database.url, clientId: 'conformance', logger, upkeepMs: 500 }),
    bus: { bus: 'embedded', busDatabaseUrl: database.url },
    close: () => database.close(),
  };
});
