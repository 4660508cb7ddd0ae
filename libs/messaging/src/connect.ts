/** What every program on the bus connects to at its start, each with the next step when it is away. */
import { BundleError, type Contracts, createContracts, readBundle } from '@vyarna/contract';
import { type Database, type Migration, migrate, openDatabase, type Program, StartError } from '@vyarna/process';
import { createTransport } from './transport/create-transport.ts';
import type { Transport } from './transport/port.ts';

/** The contract set that BUNDLE names, or `bundle`. */
export const readContracts = ({ env }: Program, bundle: string): Contracts => {
  try {
    return createContracts(readBundle(env.string('BUNDLE', bundle)));
  } catch (error) {
    throw error instanceof BundleError ? new StartError(error.code, error.message, error.hint, { cause: error }) : error;
  }
};

const POSTGRESQL_HINT = 'Start PostgreSQL (make up does), or correct DATABASE_URL and MIGRATION_DATABASE_URL.';

/**
 * The program's own schema, brought up to date where MIGRATION_DATABASE_URL is set (without it that is done elsewhere), and closed when
 * the program stops. The schema's name is also the role that the program runs as.
 */
export const connectDatabase = async <DB>(program: Program, schema: string, migrations: readonly Migration[]): Promise<Database<DB>> => {
  const { env, logger } = program;
  const url = env.string('DATABASE_URL');
  const owner = env.optional('MIGRATION_DATABASE_URL');
  if (owner !== undefined) {
    await program.dependency('PostgreSQL', () => migrate({ url: owner, schema, role: schema, migrations, logger }), POSTGRESQL_HINT);
  }
  const database = openDatabase<DB>({ url, schema, logger });
  program.onStop('database', () => database.close());
  await program.dependency('PostgreSQL', () => database.check(), POSTGRESQL_HINT);
  program.readiness('database', () => database.check());
  return database;
};

/** The bus that BUS names, closed when the program stops. */
export const connectBus = async (program: Program): Promise<Transport> => {
  const { name, env, logger } = program;
  const bus = env.oneOf('BUS', ['embedded', 'kafka'] as const, 'embedded');
  const where = bus === 'embedded' ? { busDatabaseUrl: env.string('BUS_DATABASE_URL') } : { kafkaBrokers: env.string('KAFKA_BROKERS') };
  const transport = await program.dependency(
    'the message bus',
    () => createTransport({ bus, ...where, clientId: name, logger }),
    bus === 'embedded' ? 'Start PostgreSQL (make up does), or correct BUS_DATABASE_URL.' : 'Start Kafka (make kafka does), or correct KAFKA_BROKERS.',
  );
  program.onStop('bus', () => transport.close());
  program.readiness('bus', () => transport.check());
  logger.info({ bus: transport.description }, 'connected to the bus');
  return transport;
};
