import type { Contracts } from '@vyarna/contract';
import type { Database, Migration, Program } from '@vyarna/process';
import { connectBus, connectDatabase, readContracts } from './connect.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { messagingMigrations } from './migrations.ts';
import { registryOf } from './registry-of.ts';

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
  const contracts = readContracts(program, bundle);
  const registry = registryOf(program.env);
  const database = await connectDatabase<DB>(program, schema, [...messagingMigrations, ...migrations]);
  const transport = await connectBus(program);
  const messaging = createMessaging<DB>({ program, contracts, app, transport, database, ...registry });
  register({ program, contracts, database, messaging });
  await messaging.start();
};
