import { BundleError, type Contracts, createContracts, readBundle } from '@vyarna/contract';
import { type Database, type Migration, migrate, openDatabase, type Program, StartError } from '@vyarna/process';
import { createMessaging, type Messaging } from './messaging.ts';
import { messagingMigrations } from './migrations.ts';
import { createTransport } from './transport/create-transport.ts';
import type { Transport } from './transport/port.ts';

export interface Service<DB> {
  readonly program: Program;
  readonly contracts: Contracts;
  readonly database: Database<DB>;
  readonly messaging: Messaging<DB>;
}

export interface ServiceOptions<DB> {
  /** The application's title, such as `ez-operator`. */
  readonly app: string;
  /** The program's PostgreSQL schema, and the role it runs as. */
  readonly schema: string;
  /** Where the bundle lies unless BUNDLE says so. */
  readonly bundle: string;
  /** The service's own tables; those of messaging come before them. */
  readonly migrations: readonly Migration[];
  /** Registers the handlers. */
  readonly register: (service: Service<DB>) => void;
}

/** Starts a service: reads the bundle, brings its schema up to date where MIGRATION_DATABASE_URL is set, connects, and takes messages. */
export const startService = async <DB>(program: Program, { app, schema, bundle, migrations, register }: ServiceOptions<DB>): Promise<void> => {
  const { env, logger } = program;
  const contracts = readContracts(program, bundle);
  const url = env.string('DATABASE_URL');
  const registryUrl = env.string('SCHEMA_REGISTRY_URL');
  await migrateSchema(program, schema, [...messagingMigrations, ...migrations]);
  const database = openDatabase<DB>({ url, schema, logger });
  program.onStop('database', database.close);
  await program.dependency('PostgreSQL', database.check, POSTGRESQL_HINT);
  const transport = await connectBus(program);
  const messaging = createMessaging<DB>({ program, contracts, app, transport, registryUrl, database });
  register({ program, contracts, database, messaging });
  await messaging.start();
};

const POSTGRESQL_HINT = 'Start PostgreSQL (make up does), or correct DATABASE_URL and MIGRATION_DATABASE_URL.';

const readContracts = ({ env }: Program, bundle: string): Contracts => {
  try {
    return createContracts(readBundle(env.string('BUNDLE', bundle)));
  } catch (error) {
    throw error instanceof BundleError ? new StartError(error.code, error.message, error.hint, { cause: error }) : error;
  }
};

/** Does nothing without MIGRATION_DATABASE_URL: the schema is then brought up to date elsewhere. */
export const migrateSchema = async ({ env, logger, dependency }: Program, schema: string, migrations: readonly Migration[]): Promise<void> => {
  const url = env.optional('MIGRATION_DATABASE_URL');
  if (url !== undefined) await dependency('PostgreSQL', () => migrate({ url, schema, role: schema, migrations, logger }), POSTGRESQL_HINT);
};

/** The bus that BUS names, closed when the program stops. */
export const connectBus = async ({ name, env, logger, dependency, onStop }: Program): Promise<Transport> => {
  const bus = env.oneOf('BUS', ['embedded', 'kafka'] as const, 'embedded');
  const where = bus === 'embedded' ? { busDatabaseUrl: env.string('BUS_DATABASE_URL') } : { kafkaBrokers: env.string('KAFKA_BROKERS') };
  const transport = await dependency(
    'the message bus',
    () => createTransport({ bus, ...where, clientId: name, logger }),
    bus === 'embedded' ? 'Start PostgreSQL (make up does), or correct BUS_DATABASE_URL.' : 'Start Kafka (make kafka does), or correct KAFKA_BROKERS.',
  );
  onStop('bus', () => transport.close());
  logger.info({ bus: transport.description }, 'connected to the bus');
  return transport;
};
